#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/json_writer.hpp>

namespace upbeat::http {

// Writes one operation object. `alias` is empty for the endpoint's own path.
class OperationPrinter {
   public:
    OperationPrinter(JsonWriter& to, SchemaPrinter& schemas) : to_{to}, schemas_{schemas} {}

    void print(Endpoint const& endpoint, std::string_view path, bool deprecated);

   private:
    void print_security(Auth auth);
    void print_parameters(Endpoint const& endpoint, std::string_view path);
    void print_parameter(
        std::string_view name, std::string_view in, bool required, JsonSchema const& schema
    );
    void print_body(Endpoint const& endpoint);
    void print_responses(Endpoint const& endpoint);
    void print_success(Endpoint const& endpoint, Success const& success);
    void print_problem(unsigned status, std::string_view description);

    JsonWriter& to_;
    SchemaPrinter& schemas_;
};

// "get_tracks_by_id", unless the endpoint names its own and this is its own path.
std::string operation_id_of(Endpoint const& endpoint, std::string_view path);

// Every error an endpoint may answer, by status: its own and those that come with what it declares.
std::map<unsigned, std::vector<Failure>> documented_failures(Endpoint const& endpoint);

// "problem" itself, as every error is answered.
JsonSchema problem_schema();

}  // namespace upbeat::http
