#include <upbeat/tests/support/program/vote_load.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <utility>

#include <boost/json/parse.hpp>

#include <upbeat/tests/support/http/raw_client.hpp>

namespace upbeat::testing {
namespace {

// A client that is told to come back does not come back at once.
constexpr std::chrono::milliseconds kBeforeNext{20};

std::string word(Standing standing)
{
    return standing > 0 ? "up" : "down";
}

std::string id_in(std::string const& body)
{
    auto error = boost::json::error_code{};
    auto const json = boost::json::parse(body, error);
    auto const* const id =
        !error && json.is_object() ? json.as_object().if_contains("vote_id") : nullptr;
    return id != nullptr && id->is_string() ? std::string{id->as_string()} : std::string{};
}

std::string mark_text(unsigned long number)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "mark-%010lu", number);
    return text.data();
}

}  // namespace

// One of them: its voters, how far it got, and what it does next.
class VoteLoad::Client {
   public:
    Client(VoteLoad& load, unsigned number) : load_{load}, random_{load.plan_.seed * 1000 + number}
    {
        for (std::size_t i = number; i < load.plan_.voters.size(); i += load.plan_.clients) {
            voters_.push_back(&load.plan_.voters[i]);
        }
    }

    // False when there is nothing left to vote on, or the connection broke.
    bool step(RawClient& wire)
    {
        auto const again = std::exchange(refused_, std::nullopt);
        auto const wish = again ? again : choose();
        if (!wish) {
            return cursor_ < voters_.size() * load_.plan_.items.size();
        }
        Pair const pair{wish->voter->id, wish->item};
        if (wish->act != Act::repeat) {
            load_.book_.sending(pair, wish->standing);
        }
        wire.send(request(*wish));
        auto const answer = wire.read();
        if (!answer) {
            return false;
        }
        judge(*wish, pair, *answer, again.has_value());
        return true;
    }

    // What was refused on the last connection is not asked for again.
    void begin() { refused_.reset(); }

   private:
    struct Wish {
        Act act;
        VoteLoadPlan::Voter const* voter;
        std::string item;
        Standing standing;
    };

    std::optional<Wish> choose()
    {
        auto const direction = random_() % 4 == 0 ? -1 : 1;
        if (load_.plan_.changes && cursor_ >= voters_.size()) {
            switch (random_() % 10) {
                case 0: return earlier(Act::change, direction);
                case 1: return earlier(Act::withdraw, 0);
                case 2: return earlier(Act::repeat, direction);
                default: break;
            }
        }
        auto const item = cursor_ / voters_.size();
        if (item >= load_.plan_.items.size()) {
            return std::nullopt;
        }
        auto const* const voter = voters_[cursor_++ % voters_.size()];
        return Wish{Act::cast, voter, load_.plan_.items[item], direction};
    }

    // About a vote that stands, if that is known of the one that was picked.
    std::optional<Wish> earlier(Act act, Standing standing)
    {
        auto const place = random_() % cursor_;
        auto const* const voter = voters_[place % voters_.size()];
        auto const& item = load_.plan_.items[place / voters_.size()];
        Pair const pair{voter->id, item};
        if (load_.book_.standing(pair) == 0 || load_.book_.is_open(pair)) {
            return std::nullopt;
        }
        return Wish{act, voter, item, standing};
    }

    // The mark twice, far apart, so that the edge of a page splits at most one of them.
    std::string request(Wish const& wish)
    {
        auto const& [act, voter, item, wanted] = wish;
        auto const mark = mark_text(load_.marks_.fetch_add(1));
        auto const casts = act == Act::cast || act == Act::repeat;
        auto const body =
            act == Act::withdraw
                ? std::string{}
                : (casts ? R"({"target_type":"track","target_id":")" + item + R"(",)" : "{") +
                      R"("vote":")" + word(wanted) + R"(","comment":")" + mark +
                      std::string(40, '.') + mark + R"("})";
        auto const line = casts ? std::string{"POST /api/v1/votes"}
                                : (act == Act::change ? "PUT" : "DELETE") +
                                      std::string{" /api/v1/tracks/"} + item + "/vote";
        return line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + voter->key +
               "\r\nX-Request-Id: " + mark +
               "\r\nContent-Type: application/json\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    // What was answered 503 may have been stored: asked again, it is told that it stands already,
    // or is gone already.
    static bool is_done_already(Wish const& wish, RawAnswer const& answer)
    {
        return answer.status == (wish.act == Act::cast ? 409U : 404U) &&
               (wish.act == Act::cast || wish.act == Act::withdraw);
    }

    void judge(Wish const& wish, Pair const& pair, RawAnswer const& answer, bool again)
    {
        auto const act = wish.act;
        auto const wanted = wish.standing;
        auto& book = load_.book_;
        auto const is_success = answer.status == 200 || answer.status == 201;
        auto const complain = [&](std::string const& what) {
            book.complain(
                what + ": " + std::to_string(answer.status) + " for " + pair.agent + " on " +
                pair.item + ": " + answer.body
            );
        };
        if (act == Act::repeat) {
            if (is_success) {
                complain("a repeat was counted");
            }
        } else if (is_success) {
            book.answered(pair, wanted, Fate::acknowledged, id_in(answer.body));
            load_.count(load_.acknowledged_);
        } else if (answer.status == 503) {
            refused_ = wish;
        } else if (again && is_done_already(wish, answer)) {
            book.answered(pair, wanted, Fate::acknowledged);
        } else {
            book.answered(pair, wanted, Fate::refused);
            complain("an answer that should not be");
        }
        if (answer.status == 503) {
            if (answer.header("retry-after").empty() ||
                answer.header("content-type") != "application/problem+json") {
                complain("a refusal without Retry-After, or not a problem");
            }
            load_.count(load_.unavailable_);
            std::this_thread::sleep_for(kBeforeNext);
        }
    }

    VoteLoad& load_;
    std::vector<VoteLoadPlan::Voter const*> voters_{};
    std::minstd_rand random_;
    std::optional<Wish> refused_{};
    std::size_t cursor_ = 0;  // pairs that were begun: item by item, voter by voter
};

VoteLoad::VoteLoad(VoteBook& book, VoteLoadPlan plan) : book_{book}, plan_{std::move(plan)}
{
    for (unsigned number = 0; number < plan_.clients; ++number) {
        clients_.push_back(std::make_unique<Client>(*this, number));
    }
}

VoteLoad::~VoteLoad()
{
    stop();
}

void VoteLoad::start(unsigned port)
{
    stop();
    stopping_ = false;
    acknowledged_ = 0;
    unavailable_ = 0;
    running_ = clients_.size();
    for (auto& client : clients_) {
        threads_.emplace_back([this, &client, port] { run(*client, port); });
    }
}

void VoteLoad::run(Client& client, unsigned port)
{
    try {
        client.begin();
        RawClient wire{static_cast<std::uint16_t>(port)};
        while (!stopping_ && client.step(wire)) {
        }
    } catch (std::exception const& failure) {
        // A server that is killed in the middle of an answer is part of the game; one that does not
        // answer at all is not.
        std::string const what = failure.what();
        if (what.find("neither answers nor closes") != std::string::npos) {
            book_.complain(what);
        }
    }
    std::scoped_lock const lock{mutex_};
    --running_;
    counted_.notify_all();
}

void VoteLoad::count(std::size_t& counter)
{
    std::scoped_lock const lock{mutex_};
    ++counter;
    counted_.notify_all();
}

bool VoteLoad::wait_for(std::size_t const& counter, std::size_t count)
{
    std::unique_lock lock{mutex_};
    counted_.wait(lock, [&] { return counter >= count || running_ == 0; });
    return counter >= count;
}

bool VoteLoad::wait_for_acknowledged(std::size_t count)
{
    return wait_for(acknowledged_, count);
}

bool VoteLoad::wait_for_unavailable(std::size_t count)
{
    return wait_for(unavailable_, count);
}

void VoteLoad::stop()
{
    stopping_ = true;
    for (auto& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

}  // namespace upbeat::testing
