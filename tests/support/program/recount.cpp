#include <upbeat/tests/support/program/recount.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <tuple>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <upbeat/tests/support/http/raw_client.hpp>

namespace upbeat::testing {
namespace {

constexpr auto kLedger =
    "select a.id, i.id, l.revision, l.direction, l.weight, l.reason, coalesce(l.comment, '') "
    "from voting_ledger l join catalog_items i on i.num = l.item "
    "join identity_agents a on a.num = l.voter";

template <class Text>
LedgerRow row_of(Text text)
{
    return {
        .pair = {text(0), text(1)},
        .revision = std::stoi(text(2)),
        .direction = std::stoi(text(3)),
        .weight = std::stol(text(4)),
        .reason = std::stoi(text(5)),
        .comment = text(6)
    };
}

std::vector<LedgerRow> read_sqlite(std::string const& path)
{
    sqlite3* opened = nullptr;
    auto const code = sqlite3_open(path.c_str(), &opened);
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> const database{opened, &sqlite3_close};
    sqlite3_stmt* prepared = nullptr;
    if (code != SQLITE_OK || sqlite3_prepare_v2(opened, kLedger, -1, &prepared, nullptr) != 0) {
        throw std::runtime_error{"the ledger cannot be read: " + path};
    }
    std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> const statement{
        prepared, &sqlite3_finalize
    };
    std::vector<LedgerRow> rows;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        rows.push_back(row_of([&](int column) {
            return std::string{reinterpret_cast<char const*>(sqlite3_column_text(prepared, column))
            };
        }));
    }
    return rows;
}

std::vector<LedgerRow> read_postgres(std::string const& url)
{
    std::unique_ptr<PGconn, decltype(&PQfinish)> const connection{
        PQconnectdb(url.c_str()), &PQfinish
    };
    std::unique_ptr<PGresult, decltype(&PQclear)> const result{
        PQexec(connection.get(), kLedger), &PQclear
    };
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
        throw std::runtime_error{PQerrorMessage(connection.get())};
    }
    std::vector<LedgerRow> rows;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        rows.push_back(row_of([&](int column) {
            return std::string{PQgetvalue(result.get(), row, column)};
        }));
    }
    return rows;
}

struct Count {
    long up = 0;
    long down = 0;
    long weighted = 0;  // ten-thousandths

    long score() const { return up - down; }
    // As the charts are ordered, the greatest first.
    auto place() const { return std::tuple{weighted, score(), up + down}; }
};

std::map<std::string, Count> count(std::vector<LedgerRow> const& ledger)
{
    std::map<Pair, LedgerRow const*> latest;
    for (auto const& row : ledger) {
        auto const [at, fresh] = latest.try_emplace(row.pair, &row);
        if (!fresh && at->second->revision < row.revision) {
            at->second = &row;
        }
    }
    std::map<std::string, Count> counts;
    constexpr int kQuarantined = 7;  // keeps its direction and counts nowhere
    for (auto const& [pair, row] : latest) {
        auto& item = counts[pair.item];
        if (row->reason == kQuarantined) {
            continue;
        }
        item.up += row->direction > 0 ? 1 : 0;
        item.down += row->direction < 0 ? 1 : 0;
        item.weighted += row->direction * row->weight;
    }
    return counts;
}

// Weighted scores are shown in hundredths; a half may be rounded either way.
bool is_about(double shown, long ten_thousandths)
{
    return std::fabs(shown * 100.0 - static_cast<double>(ten_thousandths) / 100.0) < 0.51;
}

std::string text_of(Count const& counted)
{
    return std::to_string(counted.up) + " up, " + std::to_string(counted.down) + " down, " +
           std::to_string(counted.weighted) + " weighted";
}

bool shows(boost::json::value const& shown, Count const& counted)
{
    return shown.at("up_votes").to_number<long>() == counted.up &&
           shown.at("down_votes").to_number<long>() == counted.down &&
           shown.at("score").to_number<long>() == counted.score() &&
           is_about(shown.at("weighted_score").to_number<double>(), counted.weighted);
}

std::string request(std::string const& target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

void compare_chart(
    boost::json::value const& chart,
    std::map<std::string, Count>& counts,
    std::vector<std::string>& complaints
)
{
    auto previous = std::optional<Count>{};
    std::map<std::string, Count> unseen = counts;
    for (auto const& line : chart.at("items").as_array()) {
        auto const id = std::string{line.at("id").as_string()};
        auto const counted = counts[id];
        unseen.erase(id);
        if (!shows(line, counted)) {
            complaints.push_back("the chart shows another count than the ledger for " + id);
        }
        if (previous && previous->place() < counted.place()) {
            complaints.push_back("the chart is not in order at " + id);
        }
        previous = counted;
    }
    for (auto const& [id, counted] : unseen) {
        if (previous && chart.at("items").as_array().size() < 50 && counted.up + counted.down > 0) {
            complaints.push_back("the chart misses " + id);
        } else if (previous && previous->place() < counted.place()) {
            complaints.push_back("the chart misses a better one: " + id);
        }
    }
}

}  // namespace

std::vector<LedgerRow> read_ledger(std::string const& url)
{
    return url.starts_with("postgresql://") ? read_postgres(url) : read_sqlite(url);
}

std::vector<std::string> compare_with_api(
    CrashableServer const& server,
    std::vector<LedgerRow> const& ledger,
    std::vector<std::string> const& items,
    std::vector<std::string> const& vote_ids
)
{
    std::vector<std::string> complaints;
    auto counts = count(ledger);
    RawClient wire{static_cast<std::uint16_t>(server.port())};
    // Nothing when it is refused: that is the complaint, and there is no count to look for.
    auto const shown_at = [&](std::string const& target) -> std::optional<boost::json::value> {
        auto const answer = wire.exchange(request(target));
        if (answer.status != 200) {
            complaints.push_back(
                target + " answers " + std::to_string(answer.status) + " " + answer.body
            );
            return std::nullopt;
        }
        return apps::HttpAnswer{.status = answer.status, .head = {}, .body = answer.body}.json();
    };
    for (auto const& item : items) {
        auto const shown = shown_at("/api/v1/tracks/" + item);
        if (shown && !shows(*shown, counts[item])) {
            complaints.push_back(
                "another count than the ledger's is shown for " + item + ": " +
                text_of(counts[item]) + " in the ledger, shown is " + boost::json::serialize(*shown)
            );
        }
    }
    for (auto const& id : vote_ids) {
        shown_at("/api/v1/votes/" + id);
    }
    if (auto const chart = shown_at("/api/v1/top/alltime?min_votes=0")) {
        compare_chart(*chart, counts, complaints);
    }
    return complaints;
}

}  // namespace upbeat::testing
