#include <upbeat/application/platform/unavailable.hpp>

#include "sample_api.hpp"

namespace upbeat::testing {

using namespace upbeat::http;
using namespace std::chrono_literals;

namespace {

enum class Colour { red, green };

struct Part {
    std::string name;
    std::optional<int> count;
};

struct Thing {
    std::string id;
    std::string name;
    Colour colour = Colour::red;
    std::optional<std::string> note;
    std::vector<std::string> tags;
    std::vector<Part> parts;
    std::int64_t size = 3;
    Decimal price;
    JsonText extra{"{}"};
};

struct ThingQuery {
    std::string id;
    std::vector<std::string> tags;
    std::int64_t limit = 24;
    std::optional<bool> deep;
};

struct Ballot {
    std::string item_id;
    int direction = 0;
};

struct Echo {
    std::string id;
    std::vector<std::string> tags;
    std::int64_t limit = 0;
    std::string caller;
};

Words<Colour> colours()
{
    return words<Colour>({{"red", Colour::red}, {"green", Colour::green}});
}

Schema<Thing> thing_body()
{
    auto part = object<Part>(
        field("name", &Part::name, length(1, 10)), field("count", &Part::count, at_least(1))
    );
    return object<Thing>(
               field(
                   "name",
                   &Thing::name,
                   length(1, 20),
                   also_named("title"),
                   described("What it is called")
               ),
               field("colour", &Thing::colour, colours()),
               field("note", &Thing::note, max_length(5)),
               field("tags", &Thing::tags, defaulted, max_items(3), max_length(4)),
               field("parts", &Thing::parts, part, defaulted),
               field("size", &Thing::size, defaulted, between(1, 100)),
               field("price", &Thing::price, defaulted, at_least(0)),
               field("extra", &Thing::extra, defaulted, json_object())
    )
        .ensure([](Thing const& thing) -> std::optional<FieldProblem> {
            if (thing.name == thing.note) {
                return FieldProblem{"/note", "same_as_name", "must not repeat the name"};
            }
            return std::nullopt;
        })
        .named("ThingBody");
}

Presenter<Thing> present_thing()
{
    auto const part = presenter<Part>("Part", out("name", &Part::name), out("count", &Part::count));
    return presenter<Thing>(
        "Thing",
        out({"id", "thing_id"}, &Thing::id, described("The thing's id")),
        out("name", &Thing::name, example("Lamp")),
        out("colour", &Thing::colour, colours()),
        out("note", &Thing::note, leave_out_null),
        out("parts", &Thing::parts, part),
        out("size", &Thing::size),
        out("price", &Thing::price),
        out("extra", &Thing::extra),
        constant("kind", "thing")
    );
}

void maybe_fail(SampleState const& state)
{
    if (state.break_down) {
        throw std::runtime_error{"secret table name"};
    }
    if (state.database_gone) {
        throw platform::Unavailable{"no route to 10.0.0.1", 7s};
    }
}

Endpoint create_thing(SampleState& state)
{
    return post("/things")
        .tag("things")
        .summary("Make a thing")
        .auth(Auth::agent)
        .idempotent()
        .body(thing_body())
        .body_limit(4096)
        .returns(201, present_thing(), "The thing as it was made.")
        .header("Location", "Where the thing is.", [](Thing const& t) { return "/things/" + t.id; })
        .fails_with({fails(ErrorKind::conflict, "name_taken", "Another thing has this name.")})
        .status_for("name_taken", 400)
        .worker([&state](Context const&, Thing const& wanted) -> Result<Thing> {
            maybe_fail(state);
            if (wanted.name == "taken") {
                return fail({ErrorKind::conflict, "name_taken", "That name is taken."});
            }
            auto made = wanted;
            made.id = "thg_" + std::to_string(++state.created);
            return made;
        });
}

Endpoint show_thing()
{
    return get("/things/{id}")
        .also_at("/old/things/{id}", true)
        .tag("things")
        .summary("Show a thing")
        .auth(Auth::optional_agent)
        .path(object<ThingQuery>(field("id", &ThingQuery::id, id_text())))
        .query(object<ThingQuery>(
            field("tag", &ThingQuery::tags, defaulted),
            field("limit", &ThingQuery::limit, defaulted, between(1, 100)),
            field("deep", &ThingQuery::deep)
        ))
        .returns(
            200,
            presenter<Echo>(
                "Echo",
                out("id", &Echo::id),
                out("tags", &Echo::tags),
                out("limit", &Echo::limit),
                out("caller", &Echo::caller)
            )
        )
        .fails_with({fails(ErrorKind::not_found, "thing_not_found")})
        .worker([](Context const& context, ThingQuery const& query) -> Result<Echo> {
            return Echo{query.id, query.tags, query.limit, context.actor.id};
        });
}

Endpoint cast_ballot(SampleState& state)
{
    return post("/ballots")
        .tag("ballots")
        .summary("Cast a ballot")
        .auth(Auth::optional_agent)
        .input_before_auth()
        .idempotent()
        .body(object<Ballot>(
            field("item_id", &Ballot::item_id, id_text()),
            field("direction", &Ballot::direction, between(-1, 1))
        ))
        .returns(200, presenter<Ballot>("Ballot", out("item_id", &Ballot::item_id)))
        .limit(per_network("ballots", 5, 60s))
        .batched([&state](Context const& context, Ballot&& ballot, Reply<Ballot> reply) {
            maybe_fail(state);
            if (context.idempotency) {
                state.created += 100;
            }
            state.finish_last_ballot = [ballot = std::move(ballot), reply] { reply(ballot); };
            if (ballot.direction >= 0) {
                std::exchange(state.finish_last_ballot, nullptr)();
            } else if (state.ballot_waits) {
                state.ballot_waits();
            }
        });
}

Endpoint show_chart(SampleState& state)
{
    return get("/chart")
        .tag("charts")
        .summary("Show the chart")
        .returns(200, presenter<Part>("Chart", out("name", &Part::name)))
        .snapshot(
            [&state](Context const&) { return state.chart; },
            [&state](Context const&) -> Result<SnapshotPtr> {
                maybe_fail(state);
                ++state.built;
                state.chart = Snapshot::make({"application/json", R"({"name":"chart"})"});
                return state.chart;
            }
        );
}

Endpoint administer()
{
    return del("/things/{id}")
        .tag("things")
        .summary("Remove a thing")
        .auth(Auth::admin)
        .path(object<ThingQuery>(field("id", &ThingQuery::id)))
        .returns_nothing("It is gone.")
        .worker([](Context const&, ThingQuery const&) -> Result<void> { return {}; });
}

}  // namespace

Endpoints sample_endpoints(SampleState& state)
{
    Endpoints all;
    all.push_back(create_thing(state));
    all.push_back(show_thing());
    all.push_back(administer());
    all.push_back(cast_ballot(state));
    all.push_back(show_chart(state));
    return all;
}

}  // namespace upbeat::testing
