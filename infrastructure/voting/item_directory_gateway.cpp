#include <upbeat/infrastructure/voting/item_directory_gateway.hpp>

#include <limits>
#include <string>
#include <string_view>

#include <upbeat/infrastructure/voting/directory_statements.hpp>
#include <upbeat/infrastructure/voting/item_status_word.hpp>

namespace upbeat::voting {
namespace {

// The first element of a JSON array of slugs, which hold no quotes and no escapes.
std::string_view first_of(std::string_view array)
{
    auto const begin = array.find('"');
    if (begin == std::string_view::npos) {
        return {};
    }
    return array.substr(begin + 1, array.find('"', begin + 1) - begin - 1);
}

ItemFacts facts_of(sql::Row const& row)
{
    return {
        .num = {row.integer(0)},
        .kind = static_cast<ItemKind>(row.integer(1)),
        .status = item_status_of(row.text(3)),
        .owner = {row.integer(4)},
        .created_at = row.time(5),
        .id = row.string(2),
        .genre = row.string(7),
        .mood = std::string{first_of(row.text(8))},
        .platform = row.string(9),
    };
}

}  // namespace

void ItemDirectoryGateway::each(std::function<void(ItemFacts const&)> const& visit)
{
    each_changed(
        from_micros(std::numeric_limits<std::int64_t>::min()),
        [&](ItemFacts const& facts, Timestamp) { visit(facts); }
    );
}

void ItemDirectoryGateway::each_changed(Timestamp since, Visit const& visit)
{
    auto const hand_over = [&](sql::Row const& row) { visit(facts_of(row), row.time(6)); };
    database_.read([&](sql::Session& session) {
        session.each(sql_text::kTrackFacts, {{"since", since}}, hand_over);
        session.each(sql_text::kToolFacts, {{"since", since}}, hand_over);
    });
}

}  // namespace upbeat::voting
