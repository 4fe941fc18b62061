#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/server_process.hpp>

#include "engine.hpp"

using namespace upbeat::testing;
namespace json = boost::json;

// Every route of the description, asked by every kind of caller about an object of his own, of
// somebody else's and one that does not exist. What is right follows from the declarations alone.
namespace {

enum class Caller : unsigned char { anonymous, agent, suspended, revoked, administrator };
enum class Object : unsigned char { own, foreign, absent };

constexpr Caller kCallers[] = {
    Caller::anonymous, Caller::agent, Caller::suspended, Caller::revoked, Caller::administrator
};
constexpr Object kObjects[] = {Object::own, Object::foreign, Object::absent};

std::string text(json::value const& value)
{
    return std::string{value.as_string()};
}

struct Operation {
    std::string method;
    std::string path;
    std::string access;
    bool own_object = false;
    bool has_object = false;
    bool can_be_owned = true;  // false: the test has no way to make such an object
    std::string body{};
};

std::vector<Operation> operations(json::value const& document)
{
    auto all = std::vector<Operation>{};
    for (auto const& [path, methods] : document.at("paths").as_object()) {
        for (auto const& [method, said] : methods.as_object()) {
            // A stream has no end to wait for.
            if (path.ends_with("/stream/scores")) {
                continue;
            }
            auto operation =
                Operation{.method = method, .path = path, .access = text(said.at("x-access"))};
            for (auto& letter : operation.method) {
                letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
            }
            operation.own_object = said.as_object().contains("x-own-object");
            operation.has_object = operation.path.find("id}") != std::string::npos;
            operation.can_be_owned = operation.path.find("/incidents/") == std::string::npos;
            if (auto const* const body = said.as_object().if_contains("requestBody")) {
                auto const& content = body->at("content").as_object().begin()->value();
                INFO(method << " " << path << " shows no example of its body");
                REQUIRE(content.as_object().contains("example"));
                operation.body = json::serialize(content.at("example"));
            }
            all.push_back(std::move(operation));
        }
    }
    return all;
}

struct Agent {
    std::string id;
    std::string key;
};

// A store with two agents who each own one of everything.
class Store {
   public:
    explicit Store(ServerProcess const& server)
        : server_{server}, own_{registered()}, other_{registered()}, suspended_{registered()}
    {
        auto const suspend = server_.post(
            "/api/v1/admin/agents/" + suspended_.id + "/suspend",
            R"({"reason":"for the test"})",
            ServerProcess::kAdminKey
        );
        REQUIRE(suspend.status == 200);
        auto const ended = new_key(own_);
        revoked_ = text(ended.at("api_key"));
        REQUIRE(ask("DELETE", "/api/v1/keys/" + text(ended.at("key_id")), own_.key).status == 200);
    }

    std::string key(Caller caller) const
    {
        switch (caller) {
            case Caller::anonymous: return {};
            case Caller::agent: return own_.key;
            case Caller::suspended: return suspended_.key;
            case Caller::revoked: return revoked_;
            case Caller::administrator: return ServerProcess::kAdminKey;
        }
        return {};
    }

    // The id of a fresh object of the kind that the path is about.
    std::string object(std::string const& path, Object object)
    {
        if (object == Object::absent) {
            return path.find("/votes/") != std::string::npos ? "vot_0000000000000"
                                                             : "absent-" + next();
        }
        auto const& owner = object == Object::own ? own_ : other_;
        if (path.find("/agents/") != std::string::npos ||
            path.find("/users/") != std::string::npos) {
            return path.starts_with("/api/v1/admin") ? registered().id : owner.id;
        }
        if (path.find("/keys/") != std::string::npos) {
            return text(new_key(owner).at("key_id"));
        }
        if (path.find("/votes/{") != std::string::npos) {
            return vote_of(owner);
        }
        if (path.find("/tools/") != std::string::npos) {
            return published(
                "/api/v1/tools",
                R"({"name":"T )" + next() + R"(","website":"https://example.com/)" + next() + "\"}",
                owner
            );
        }
        return track_of(owner);
    }

    HttpAnswer ask(
        std::string const& method,
        std::string const& target,
        std::string const& key,
        std::string const& body = {}
    ) const
    {
        return upbeat::apps::ask(
            server_.port(), {.method = method, .target = target, .body = body, .key = key}
        );
    }

   private:
    std::string next() { return std::to_string(++count_); }

    Agent registered()
    {
        auto const answer = server_.post(
            "/api/v1/agents/register", R"({"name":"Agent )" + next() + R"(","type":"autonomous"})"
        );
        REQUIRE(answer.status == 200);
        auto const body = answer.json();
        return {text(body.at("agent_id")), text(body.at("api_key"))};
    }

    json::value new_key(Agent const& owner) const
    {
        auto const answer =
            server_.post("/api/v1/keys", R"({"name":"another","tier":"free"})", owner.key);
        REQUIRE(answer.status == 200);
        return answer.json();
    }

    std::string published(std::string const& target, std::string const& body, Agent const& owner)
        const
    {
        auto const answer = server_.post(target, body, owner.key);
        INFO(answer.body);
        REQUIRE(answer.status == 201);
        auto const value = answer.json();
        auto const& object = value.as_object();
        for (auto const* const name : {"id", "track_id", "tool_id"}) {
            if (object.contains(name)) {
                return text(object.at(name));
            }
        }
        FAIL("no id in " << answer.body);
        return {};
    }

    std::string track_of(Agent const& owner)
    {
        auto const name = next();
        return published(
            "/api/v1/tracks",
            R"({"title":"Track )" + name +
                R"(","platform":"Suno AI","purchase_url":"https://suno.com/song/)" + name + "\"}",
            owner
        );
    }

    // On a track of a third party, since nobody votes on his own.
    std::string vote_of(Agent const& voter)
    {
        auto const track = track_of(registered());
        auto const answer = server_.post(
            "/api/v1/votes",
            R"({"target_type":"track","target_id":")" + track + R"(","vote":1})",
            voter.key
        );
        INFO(answer.body);
        REQUIRE(answer.status == 201);
        return text(answer.json().at("vote_id"));
    }

    ServerProcess const& server_;
    int count_ = 0;
    Agent own_;
    Agent other_;
    Agent suspended_;
    std::string revoked_;
};

bool open_to(Operation const& operation, Caller caller)
{
    auto const& access = operation.access;
    switch (caller) {
        case Caller::anonymous: return access.starts_with("anyone");
        case Caller::agent: return access != "administrator" && access != "user";
        case Caller::administrator:
            return access.find("administrator") != std::string::npos || access == "anyone";
        case Caller::suspended:
        case Caller::revoked: return access == "anyone";
    }
    return false;
}

// What a caller who is turned away is told: 401 without a credential that is valid, 403 for one of
// another kind or of a suspended agent, on whatever looks at credentials.
unsigned refusal_of(Caller caller)
{
    return caller == Caller::anonymous || caller == Caller::revoked ? 401 : 403;
}

}  // namespace

TEST_CASE("every route serves whom its declaration names, and nobody else", "[apps]")
{
    auto const database = ScratchDatabase{engine_under_test()};
    auto const server = ServerProcess{database};
    REQUIRE(server.serves());
    auto store = Store{server};
    auto const routes = operations(server.get("/openapi.json").json());
    REQUIRE(routes.size() > 50);

    for (auto const& route : routes) {
        for (auto const caller : kCallers) {
            auto absent = std::string{};
            for (auto const object : {Object::absent, Object::own, Object::foreign}) {
                auto const asked = !route.has_object    ? object == Object::own
                                   : route.can_be_owned ? true
                                                        : object == Object::absent;
                if (!asked) {
                    continue;
                }
                auto target = route.path;
                if (auto const brace = target.find('{'); brace != std::string::npos) {
                    auto const id = route.has_object ? store.object(route.path, object) : "daily";
                    target.replace(brace, target.find('}') - brace + 1, id);
                }
                CAPTURE(route.method, target, static_cast<int>(caller), static_cast<int>(object));

                auto const answer = store.ask(route.method, target, store.key(caller), route.body);

                CAPTURE(answer.status, answer.body);
                CHECK(answer.status < 500);
                if (answer.status >= 400) {
                    CHECK(answer.header("content-type") == "application/problem+json");
                    CHECK_FALSE(text(answer.json().at("code")).empty());
                }
                if (!open_to(route, caller)) {
                    CHECK(answer.status == refusal_of(caller));
                    continue;
                }
                if (object == Object::absent && route.has_object) {
                    CHECK(answer.status == 404);
                    absent = text(answer.json().at("code"));
                } else if (object == Object::foreign && route.own_object &&
                           caller == Caller::agent) {
                    CHECK(answer.status == 404);
                    CHECK(text(answer.json().at("code")) == absent);
                } else if (caller == Caller::agent || caller == Caller::administrator) {
                    CHECK(answer.status != 401);
                }
            }
        }
    }
}
