#include <upbeat/infrastructure/voting/evidence_json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace upbeat::voting {
namespace {

namespace json = boost::json;

json::array const* list_in(json::value const& root, char const* name)
{
    auto const* const object = root.if_object();
    auto const* const member = object != nullptr ? object->if_contains(name) : nullptr;
    return member != nullptr ? member->if_array() : nullptr;
}

}  // namespace

std::string evidence_to_json(Evidence const& evidence)
{
    json::array facts;
    for (auto const& fact : evidence.facts) {
        facts.push_back(json::array{fact.name, fact.value, fact.limit});
    }
    json::array others;
    for (auto const voter : evidence.others) {
        others.push_back(voter.value);
    }
    return json::serialize(json::object{{"facts", facts}, {"others", others}});
}

Evidence evidence_from_json(std::string_view text)
{
    Evidence evidence;
    json::error_code failed;
    auto const root = json::parse(json::string_view{text.data(), text.size()}, failed);
    if (failed) {
        return evidence;
    }
    if (auto const* const facts = list_in(root, "facts")) {
        for (auto const& one : *facts) {
            auto const* const fact = one.if_array();
            if (fact != nullptr && fact->size() == 3 && fact->at(0).is_string() &&
                fact->at(1).is_int64() && fact->at(2).is_int64()) {
                evidence.say(
                    std::string{fact->at(0).get_string()},
                    fact->at(1).get_int64(),
                    fact->at(2).get_int64()
                );
            }
        }
    }
    if (auto const* const others = list_in(root, "others")) {
        for (auto const& other : *others) {
            if (other.is_int64() && evidence.others.size() < kMostOthers) {
                evidence.others.push_back(VoterNum{other.get_int64()});
            }
        }
    }
    return evidence;
}

}  // namespace upbeat::voting
