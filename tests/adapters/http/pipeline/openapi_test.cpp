#include <upbeat/adapters/http/openapi.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <upbeat/adapters/http/docs_pages.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;

namespace {

std::string document()
{
    SampleState state;
    return openapi_document(
        sample_endpoints(state),
        {.title = "Sample",
         .version = "1.0.0",
         .description = "What the tests describe.",
         .tags = {{"things", "Things and their parts."}}}
    );
}

void print_indented(std::ostream& to, boost::json::value const& value, std::string const& indent)
{
    auto const inner = indent + "  ";
    if (auto const* const object = value.if_object(); object != nullptr && !object->empty()) {
        auto const* separator = "{\n";
        for (auto const& member : *object) {
            to << std::exchange(separator, ",\n") << inner << boost::json::serialize(member.key())
               << ": ";
            print_indented(to, member.value(), inner);
        }
        to << '\n' << indent << '}';
    } else if (auto const* const array = value.if_array(); array != nullptr && !array->empty()) {
        auto const* separator = "[\n";
        for (auto const& item : *array) {
            to << std::exchange(separator, ",\n") << inner;
            print_indented(to, item, inner);
        }
        to << '\n' << indent << ']';
    } else {
        to << boost::json::serialize(value);
    }
}

void collect_references(boost::json::value const& value, std::set<std::string>& into)
{
    if (auto const* const object = value.if_object()) {
        for (auto const& member : *object) {
            if (member.key() == "$ref") {
                into.emplace(member.value().as_string().c_str());
            }
            collect_references(member.value(), into);
        }
    } else if (auto const* const array = value.if_array()) {
        for (auto const& item : *array) {
            collect_references(item, into);
        }
    }
}

}  // namespace

// UPBEAT_APPROVE=1 writes the file anew, for reading the difference in review.
TEST_CASE("the description of the sample API is the one that was approved", "[http][openapi]")
{
    std::ostringstream found;
    print_indented(found, boost::json::parse(document()), "");
    found << '\n';

    if (std::getenv("UPBEAT_APPROVE") != nullptr) {
        std::ofstream{UPBEAT_APPROVED_OPENAPI} << found.str();
    }
    std::ifstream file{UPBEAT_APPROVED_OPENAPI};
    std::ostringstream approved;
    approved << file.rdbuf();
    CHECK(found.str() == approved.str());
}

TEST_CASE("every reference of the description leads somewhere", "[http][openapi]")
{
    auto const described = boost::json::parse(document());
    std::set<std::string> references;

    collect_references(described, references);

    CHECK(references.size() > 5);
    for (auto const& reference : references) {
        boost::json::error_code error;
        INFO(reference);
        CHECK(described.find_pointer(reference.substr(1), error) != nullptr);
    }
}

TEST_CASE("the same endpoints give the same bytes", "[http][openapi]")
{
    CHECK(document() == document());
}

TEST_CASE("two forms of one name are both described", "[http][openapi]")
{
    SchemaPrinter::Components components;
    SchemaPrinter printer{components};
    JsonWriter writer;
    auto first = JsonSchema::of("string");
    first.component = "Name";
    auto second = JsonSchema::of("integer");
    second.component = "Name";

    writer.begin_array();
    printer.print(writer, first);
    printer.print(writer, second);
    printer.print(writer, first);
    writer.end_array();

    CHECK(
        writer.text() ==
        R"([{"$ref":"#/components/schemas/Name"},{"$ref":"#/components/schemas/Name2"},)"
        R"({"$ref":"#/components/schemas/Name"}])"
    );
}

TEST_CASE("the page of errors names every code of the endpoints", "[http][openapi]")
{
    SampleState state;

    auto const html = errors_page(sample_endpoints(state));

    for (auto const* const code :
         {"name_taken",
          "thing_not_found",
          "validation_failed",
          "credential_missing",
          "rate_limited",
          "internal_error"}) {
        INFO(code);
        CHECK(html.find("<tr id=\"" + std::string{code} + "\">") != std::string::npos);
    }
}
