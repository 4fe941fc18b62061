#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

namespace upbeat::voting {
namespace {

namespace json = boost::json;

// As the catalogue writes its words: lower case, one hyphen between words.
std::string slug_of(std::string_view word)
{
    std::string slug;
    for (char const c : word) {
        if (c == ' ' || c == '_' || c == '\t') {
            if (!slug.empty() && slug.back() != '-') {
                slug += '-';
            }
        } else {
            slug += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    while (slug.ends_with('-')) {
        slug.pop_back();
    }
    return slug == "lofi" ? "lo-fi" : slug;
}

void add_words(json::object const& from, std::string_view name, std::vector<std::string>& words)
{
    auto const add = [&](json::value const& value) {
        if (auto const* const text = value.if_string(); text != nullptr && !text->empty()) {
            words.push_back(slug_of({text->data(), text->size()}));
        }
    };
    auto const* const value = from.if_contains(name);
    if (value == nullptr) {
        return;
    }
    add(*value);
    if (auto const* const list = value->if_array()) {
        for (auto const& element : *list) {
            add(element);
        }
    }
}

}  // namespace

Preferences preferences_of(std::string const& text)
{
    boost::system::error_code wrong;
    auto const parsed = json::parse(text, wrong);
    auto const* const object = wrong ? nullptr : parsed.if_object();
    Preferences found;
    if (object == nullptr) {
        return found;
    }
    for (auto const* const name : {"genres", "genre"}) {
        add_words(*object, name, found.genres);
    }
    for (auto const* const name : {"moods", "mood"}) {
        add_words(*object, name, found.moods);
    }
    for (auto const* const name : {"platforms", "platform"}) {
        add_words(*object, name, found.platforms);
    }
    for (auto const* const name : {"categories", "category"}) {
        add_words(*object, name, found.categories);
    }
    for (auto& platform : found.platforms) {
        if (platform == "suno-ai") {
            platform = "suno";
        }
    }
    return found;
}

}  // namespace upbeat::voting
