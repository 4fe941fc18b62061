#include <algorithm>
#include <map>
#include <set>

#include <upbeat/adapters/http/docs_pages.hpp>
#include <upbeat/adapters/http/openapi_operation.hpp>

namespace upbeat::http {
namespace {

std::string escaped(std::string_view text)
{
    std::string made;
    for (auto const c : text) {
        switch (c) {
            case '<': made += "&lt;"; break;
            case '>': made += "&gt;"; break;
            case '&': made += "&amp;"; break;
            case '"': made += "&quot;"; break;
            default: made += c;
        }
    }
    return made;
}

struct Meaning {
    std::set<unsigned> statuses;
    std::set<std::string> whens;
};

// What HTTP itself and the server say, whatever the endpoint.
std::map<std::string, Meaning> meanings_everywhere()
{
    return {
        {"route_not_found", {{404}, {"Nothing answers at this path."}}},
        {"method_not_allowed", {{405}, {"The path is known, the method is not; see Allow."}}},
        {"overloaded", {{503}, {"More to do than the server can; see Retry-After."}}},
        {"unavailable", {{503}, {"Something the server needs does not answer."}}},
        {"internal_error", {{500}, {"A fault of ours; the request id helps to find it."}}}
    };
}

}  // namespace

std::string errors_page(Endpoints const& endpoints)
{
    auto meanings = meanings_everywhere();
    for (auto const& endpoint : endpoints) {
        for (auto const& [status, failures] : documented_failures(endpoint)) {
            for (auto const& failure : failures) {
                auto& meaning = meanings[failure.code];
                meaning.statuses.insert(status);
                if (!failure.when.empty()) {
                    meaning.whens.insert(failure.when);
                }
            }
        }
    }
    std::string html =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Upbeat API errors"
        "</title><link rel=\"stylesheet\" "
        "href=\"/docs/assets/pages.css\"></head><body><nav><strong>"
        "Upbeat API</strong> <a href=\"/docs\">Try it</a> <a href=\"/redoc\">Reading view</a></nav>"
        "<main><h1>Errors</h1><p>Every error is <code>application/problem+json</code>; its "
        "<code>code</code> is one of these and stays what it is.</p>"
        "<table><tr><th>Code</th><th>Status</th><th>When</th></tr>";
    for (auto const& [code, meaning] : meanings) {
        html += "<tr id=\"" + escaped(code) + "\"><td><code>" + escaped(code) + "</code></td><td>";
        for (auto const status : meaning.statuses) {
            html += std::to_string(status) + ' ';
        }
        html += "</td><td>";
        for (auto const& when : meaning.whens) {
            html += escaped(when) + ' ';
        }
        html += "</td></tr>";
    }
    return html + "</table></main></body></html>\n";
}

}  // namespace upbeat::http
