#include <iostream>
#include <string>
#include <variant>
#include <vector>

#include <upbeat/apps/cli/command_line.hpp>
#include <upbeat/apps/cli/run.hpp>

int main(int argc, char** argv)
{
    using namespace upbeat::apps;

    auto const arguments = std::vector<std::string>{argv + 1, argv + argc};
    auto const read = read_command_line(arguments, std::cout, std::cerr);
    if (auto const* code = std::get_if<ExitCode>(&read)) {
        return static_cast<int>(*code);
    }
    auto const& invocation = std::get<Invocation>(read);
    auto const terminal = Terminal{
        .out = std::cout, .err = std::cerr, .json = invocation.json, .quiet = invocation.quiet
    };
    return static_cast<int>(run(invocation, terminal));
}
