#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace upbeat::testing {

// How a vote stands: 1 up, -1 down, 0 none or withdrawn.
using Standing = int;

// Who voted on what, by the ids of the API.
struct Pair {
    std::string agent{};
    std::string item{};

    auto operator<=>(Pair const&) const = default;
};

// What became of one request, as the client sees it.
enum class Fate : unsigned char {
    acknowledged,  // an answer of success
    refused,       // an answer that says that nothing was stored
    open,          // no answer, or one that leaves it open: it may stand or not
};

// What one client knows of one vote: every request it sent for it, in their order.
struct Known {
    Standing acknowledged = 0;
    std::vector<Standing> open{};  // sent since, without an answer
    std::set<Standing> sent{};
    std::size_t requests = 0;     // that may have left an entry
    std::set<std::string> ids{};  // of acknowledged entries; a change to what stands makes none
    std::string comment{};        // of the last request
};

// One row of the ledger.
struct LedgerRow {
    Pair pair{};
    int revision = 0;
    Standing direction = 0;
    long weight = 0;
    int reason = 0;
    std::string comment{};
};

// The book of what was sent and what was answered, held against what a database kept. Safe to use
// from any thread.
class VoteBook {
   public:
    // Notes a request before it is sent, and what came of it. Requests for one pair follow each
    // other.
    void sending(Pair const& pair, Standing wanted);
    void answered(Pair const& pair, Standing wanted, Fate fate, std::string const& id = {});

    // Whether the fate of a request is open, so that nobody knows what stands.
    bool is_open(Pair const& pair) const;
    Standing standing(Pair const& pair) const;

    std::size_t acknowledged() const;
    std::size_t open() const;
    // Ids of acknowledged entries since the last call.
    std::vector<std::string> take_ids();

    // An answer that cannot be true, whatever was stored.
    void complain(std::string line);

    // Holds the ledger against the book: what was acknowledged is there, what is there was sent,
    // nobody stands twice. Settles what was open by what is there. Complaints in plain words, those
    // of the clients among them; none is what is wanted.
    std::vector<std::string> compare(std::vector<LedgerRow> const& ledger);

   private:
    void compare_pair(Pair const& pair, Known& known, std::vector<LedgerRow> const& rows);

    mutable std::mutex mutex_;
    std::map<Pair, Known> pairs_;
    std::vector<std::string> fresh_ids_;
    std::vector<std::string> complaints_;
    std::size_t acknowledged_ = 0;
};

}  // namespace upbeat::testing
