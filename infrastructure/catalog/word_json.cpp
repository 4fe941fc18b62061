#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "word_json.hpp"

namespace upbeat::catalog {

std::string words_to_json(std::vector<std::string> const& words)
{
    boost::json::array out;
    out.reserve(words.size());
    for (auto const& word : words) {
        out.emplace_back(word);
    }
    return boost::json::serialize(out);
}

std::vector<std::string> words_from_json(std::string_view json)
{
    std::vector<std::string> out;
    // Nearly every list is empty or short; both are cheap to read.
    auto const value = boost::json::parse({json.data(), json.size()});
    for (auto const& word : value.as_array()) {
        out.emplace_back(word.as_string());
    }
    return out;
}

}  // namespace upbeat::catalog
