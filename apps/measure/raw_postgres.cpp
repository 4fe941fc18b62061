#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <libpq-fe.h>

#include <upbeat/apps/measure/raw_loops.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>

namespace upbeat::apps {
namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_';
}

// PostgreSQL's own $1, $2 for the names after colons, in the order they first stand in.
std::string with_numbers(std::string_view sql, std::vector<std::string>& names)
{
    std::string out;
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (sql[at] != ':' || at + 1 == sql.size() || !is_letter(sql[at + 1])) {
            out += sql[at];
            continue;
        }
        auto name = std::string{};
        for (++at; at < sql.size() && is_letter(sql[at]); ++at) {
            name += sql[at];
        }
        --at;
        auto found = std::ranges::find(names, name);
        if (found == names.end()) {
            found = names.insert(names.end(), name);
        }
        out += fmt::format("${}", found - names.begin() + 1);
    }
    return out;
}

class PostgresLoop {
   public:
    PostgresLoop(std::string const& url, int batch, VotePattern pattern)
        : connection_{PQconnectdb(url.c_str()), &PQfinish},
          batch_{batch},
          pattern_{std::move(pattern)}
    {
        auto const text =
            with_numbers(voting::sql_text::kAppend.text(sql::Engine::postgres), names_);
        require({PQprepare(connection_.get(), "append", text.c_str(), 0, nullptr), &PQclear});
    }

    Sample run(int seconds)
    {
        auto const began = std::chrono::steady_clock::now();
        auto const first = seq_;
        auto passed = std::chrono::duration<double>{};
        while (passed.count() < seconds) {
            append();
            passed = std::chrono::steady_clock::now() - began;
        }
        return {.value = static_cast<double>(seq_ - first) / passed.count()};
    }

   private:
    void append()
    {
        texts_.assign(names_.size(), "{");
        auto const now = std::chrono::duration_cast<std::chrono::microseconds>(
                             std::chrono::system_clock::now().time_since_epoch()
        )
                             .count();
        for (auto row = 0; row < batch_; ++row) {
            auto const [agent, track] = pattern_();
            ++seq_;
            for (std::size_t column = 0; column < names_.size(); ++column) {
                auto& text = texts_[column];
                auto const& name = names_[column];
                text += row == 0 ? "" : ",";
                if (name == "item") {
                    text += fmt::format_int{track + 1}.c_str();
                } else if (name == "voter") {
                    text += fmt::format_int{agent + 1}.c_str();
                } else if (name == "seq") {
                    text += fmt::format_int{seq_}.c_str();
                } else if (name == "at") {
                    text += fmt::format_int{now}.c_str();
                } else {
                    auto const* const plain = plain_value_of(name);
                    text += plain == nullptr ? "NULL" : plain;
                }
            }
        }
        send();
    }

    void send()
    {
        auto values = std::vector<char const*>{};
        for (auto& text : texts_) {
            values.push_back(text.append("}").c_str());
        }
        auto const done = require(
            {PQexecPrepared(
                 connection_.get(),
                 "append",
                 static_cast<int>(values.size()),
                 values.data(),
                 nullptr,
                 nullptr,
                 0
             ),
             &PQclear}
        );
        if (PQntuples(done.get()) != batch_) {
            throw std::runtime_error{"the raw loop found votes in its way"};
        }
    }

    Result require(Result result) const
    {
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            throw std::runtime_error{
                std::string{"the raw PostgreSQL loop: "} + PQerrorMessage(connection_.get())
            };
        }
        return result;
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
    int batch_;
    VotePattern pattern_;
    std::vector<std::string> names_{};
    std::vector<std::string> texts_{};
    std::int64_t seq_ = 0;
};

}  // namespace

RawLoop raw_postgres_loop(std::string const& url, int batch, VotePattern pattern)
{
    auto const loop = std::make_shared<PostgresLoop>(url, batch, std::move(pattern));
    return [loop](int seconds) { return loop->run(seconds); };
}

}  // namespace upbeat::apps
