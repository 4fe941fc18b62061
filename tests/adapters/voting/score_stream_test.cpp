#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "voting_server.hpp"

namespace upbeat::testing {
namespace {

using http::StreamForm;

struct Stream {
    explicit Stream(Answer const& answer) : reader{std::get<http::StreamPtr>(answer.response.body)}
    {
    }

    // Everything that is there to be sent.
    std::string next(StreamForm form = StreamForm::event_stream) const
    {
        std::string all;
        while (auto const piece = reader->next(form)) {
            all += *piece;
        }
        return all;
    }

    http::StreamPtr reader;
};

// A text of the stream is at a place of it, or not.
bool has(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::size_t count(std::string const& text, std::string_view part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

struct StreamingServer : VotingServer {
    Stream open(std::string const& query = {}, std::string const& last_event_id = {})
    {
        http::Headers headers;
        if (!last_event_id.empty()) {
            headers.add("last-event-id", last_event_id);
        }
        return Stream{ask(http::Method::get, "/api/v1/stream/scores" + query, {}, headers)};
    }

    void vote(std::string const& item, std::string const& who = "agent-1")
    {
        REQUIRE(bench.cast(bench.known(who), item));
    }

    // What the ticker does.
    void tick()
    {
        if (auto const news = feed.turn()) {
            streams.publish(*news);
        }
    }
};

}  // namespace

TEST_CASE("a stream tells the scores of what was voted on", "[voting][adapter]")
{
    StreamingServer server;
    auto const stream = server.open();
    auto const first = stream.next();
    CHECK(first.starts_with("retry: "));
    CHECK(has(first, "\nid: "));
    CHECK(count(first, "\n\n") == 1);

    server.vote("song-1");
    server.tick();
    auto const text = stream.next();
    CHECK(text.starts_with("event: score\nid: "));
    CHECK(has(text, R"(data: {"item_type":"song","item_id":"song-1","score":1,"weighted_score":)"));
    CHECK(has(text, R"("up":1,"down":0,"total":1,"rank":1,"at":")"));
    CHECK(text.ends_with("}\n\n"));
    CHECK(stream.next().empty());
}

TEST_CASE("streams of the same wish share what is sent to them", "[voting][adapter]")
{
    StreamingServer server;
    auto const one = server.open();
    auto const other = server.open();
    one.next();
    other.next();
    server.vote("song-1");
    server.tick();
    CHECK(
        one.reader->next(StreamForm::event_stream) == other.reader->next(StreamForm::event_stream)
    );
}

TEST_CASE("only the last event of a tick has its id", "[voting][adapter]")
{
    StreamingServer server;
    auto const stream = server.open();
    auto const before = server.feed.position();
    stream.next();
    server.vote("song-1");
    server.vote("song-2");
    server.tick();
    auto const text = stream.next();
    auto const first = text.find("id: " + voting::to_text(before) + "\n");
    auto const last = text.find("id: " + voting::to_text(server.feed.position()) + "\n");
    CHECK(first < last);
    CHECK(last != std::string::npos);
}

TEST_CASE("a stream is narrowed to a type and to items", "[voting][adapter]")
{
    StreamingServer server;
    auto const tools = server.open("?item_type=tool");
    auto const few = server.open("?items=song-2,tool-1");
    tools.next();
    few.next();
    for (auto const* const item : {"song-1", "song-2", "song-3", "tool-1"}) {
        server.vote(item);
    }
    server.tick();
    auto const of_tools = tools.next();
    CHECK(count(of_tools, "event: score") == 1);
    CHECK(has(of_tools, "tool-1"));
    auto const of_few = few.next();
    CHECK(count(of_few, "event: score") == 2);
    CHECK(has(of_few, "song-2"));
    CHECK(has(of_few, "tool-1"));

    server.vote("song-1", "agent-2");
    server.tick();
    CHECK(few.next().empty());
    // Its place moves on all the same.
    auto const id = voting::to_text(server.feed.position());
    CHECK(few.reader->heartbeat(StreamForm::event_stream) == ": heartbeat\nid: " + id + "\n\n");
}

TEST_CASE("charts are told at the beginning and when they change", "[voting][adapter]")
{
    StreamingServer server;
    auto const stream = server.open("?charts=trending,top&item_type=song");
    auto const first = stream.next();
    CHECK(count(first, "event: chart") == 5);
    server.vote("song-1");
    server.tick();
    stream.next();

    server.vote("song-2");
    server.vote("song-2", "agent-2");
    server.tick();
    auto const text = stream.next();
    CHECK(count(text, "event: chart") == 5);
    CHECK(has(text, R"({"chart":"trending","item_type":"song","version":)"));
    CHECK(has(
        text,
        R"("items":[{"item_type":"song","item_id":"song-2"},{"item_type":"song","item_id":"song-1"}])"
    ));
    CHECK(has(text, R"({"chart":"top","period":"daily","version":)"));
}

TEST_CASE("who comes back is sent what was missed, by header or query", "[voting][adapter]")
{
    StreamingServer server;
    server.vote("song-1");
    server.tick();
    auto const id = voting::to_text(server.feed.position());
    server.vote("song-2");
    server.tick();
    for (auto const& stream : {server.open("", id), server.open("?last_event_id=" + id)}) {
        auto const text = stream.next();
        CHECK(count(text, "event: score") == 1);
        CHECK(has(text, "song-2"));
        CHECK_FALSE(has(text, "event: reset"));
        CHECK_FALSE(has(text, R"("at":"1970)"));
    }
    CHECK_FALSE(has(server.open("?charts=trending").next(), R"("at":"1970)"));
    auto const newest = voting::to_text(server.feed.position());
    // The header is newer than the query, which a browser repeats.
    CHECK(count(server.open("?last_event_id=" + id, newest).next(), "event: score") == 0);
    // Nobody knows what a client with an id of somebody else has seen.
    CHECK(count(server.open("", "rubbish").next(), "event: reset") == 1);
}

TEST_CASE("who comes back too late is told to read anew", "[voting][adapter]")
{
    StreamingServer server;
    auto const text = server.open("", "1000000.3.5").next();
    CHECK(has(text, "event: reset"));
    CHECK(has(text, R"("reason":"too_far_back")"));
    CHECK(has(text, R"("trending":"/api/v1/trending","top_daily":"/api/v1/top/daily")"));
    CHECK(has(text, "id: " + voting::to_text(server.feed.position())));
}

TEST_CASE("who is cut off while catching up has not lost the rest", "[voting][adapter]")
{
    StreamingServer server;
    server.vote("song-1");
    server.tick();
    auto const left = voting::to_text(server.feed.position());
    server.vote("song-2");
    server.vote("song-3");
    server.tick();
    auto const now = voting::to_text(server.feed.position());
    auto const form = GENERATE(StreamForm::event_stream, StreamForm::web_socket);
    auto const id = [form](std::string const& text) {
        return form == StreamForm::event_stream ? "id: " + text + "\n" : R"("id":")" + text + '"';
    };

    // Before the scores, and before all of them but the last, it is where it was.
    auto const text = server.open("", left).next(form);
    CHECK(count(text, id(left)) == 2);
    CHECK(count(text, id(now)) == 1);
    CHECK(text.find(id(now)) > text.rfind(id(left)));
    CHECK(text.find("song-3") > text.find(id(now)));

    auto const anew = server.open("?charts=trending", "1000000.3.5").next(form);
    CHECK(anew.find(id("1000000.3.5")) < anew.find("reset"));
    CHECK(anew.find("too_far_back") > anew.find(id(now)));
    CHECK(count(anew, id("1000000.3.5")) == 1);

    // Nothing follows: it is where the stream is.
    CHECK(has(server.open("", now).next(form), id(now)));
    CHECK(has(server.open("?item_type=tool", left).next(form), id(now)));
    CHECK_FALSE(has(server.open("?item_type=tool", left).next(form), id(left)));
}

TEST_CASE("who does not keep up skips to what is new", "[voting][adapter]")
{
    StreamingServer server;
    auto const stream = server.open();
    stream.next();
    for (std::size_t number = 0; number <= voting::ScoreRing::kMostPages; ++number) {
        auto const seq = static_cast<std::int64_t>(number) + 1;
        auto const entry = voting::LedgerEntry{
            .item = ItemNum{1},
            .voter = VoterNum{1000 + seq},
            .direction = Direction::up,
            .weight = voting::Weight{5000},
            .at = server.bench.clock.now(),
            .writer = 9,
            .seq = seq
        };
        server.bench.voting.state.fold(std::vector{entry}, server.bench.clock.now());
        server.tick();
    }
    auto const text = stream.next();
    CHECK(count(text, "event: reset") == 1);
    CHECK(has(text, R"("reason":"too_slow")"));
    CHECK(count(text, "event: score") == 0);
    server.vote("song-2");
    server.tick();
    CHECK(count(stream.next(), "event: score") == 1);
}

TEST_CASE("a quiet time does not count as falling behind", "[voting][adapter]")
{
    StreamingServer server;
    {
        auto const stream = server.open();
        server.vote("song-1");
        server.tick();
    }
    server.vote("song-2");
    server.tick();
    auto const stream = server.open();
    stream.next();
    server.vote("song-3");
    server.tick();
    auto const text = stream.next();
    CHECK(count(text, "event: score") == 1);
    CHECK_FALSE(has(text, "reset"));
}

TEST_CASE("over WebSocket every event is a message", "[voting][adapter]")
{
    StreamingServer server;
    auto const stream = server.open();
    CHECK(has(stream.next(StreamForm::web_socket), R"({"event":"heartbeat","id":")"));
    server.vote("song-1");
    server.tick();
    auto const text = stream.next(StreamForm::web_socket);
    CHECK(text.starts_with("\x81"));
    CHECK(has(text, R"({"event":"score","id":")"));
    CHECK(has(text, R"(","data":{"item_type":"song","item_id":"song-1","score":1,)"));
    CHECK(text.ends_with("}}"));
}

TEST_CASE("wrong wishes are refused", "[voting][adapter]")
{
    StreamingServer server;
    auto const path = std::string{"/api/v1/stream/scores"};
    CHECK(server.get(path + "?items=nobody").status() == 404);
    CHECK(server.get(path + "?items=tool-1&item_type=song").status() == 404);
    CHECK(server.get(path + "?charts=best").status() == 422);
    CHECK(server.get(path + "?item_type=album").status() == 422);
    std::string many = "?items=song-1";
    for (int number = 0; number < 100; ++number) {
        many += ",song-1";
    }
    CHECK(server.get(path + many).status() == 422);
    CHECK(server.get(path + "?last_event_id=" + std::string(65, '1')).status() == 422);
}

TEST_CASE("a network has so many streams and no more", "[voting][adapter]")
{
    StreamingServer server;
    std::vector<Stream> open;
    for (int number = 0; number < 100; ++number) {
        open.push_back(server.open());
    }
    auto const refused = server.get("/api/v1/stream/scores");
    CHECK(refused.status() == 429);
    CHECK(refused.at("/code") == "too_many_streams");
    CHECK(refused.header("retry-after") == "10");
    open.pop_back();
    CHECK(server.get("/api/v1/stream/scores").status() == 200);
}

}  // namespace upbeat::testing
