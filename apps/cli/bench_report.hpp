#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <upbeat/apps/measure/figures.hpp>

namespace upbeat::apps {

// What was measured, and what was not and why.
struct Findings {
    std::vector<Figure> figures;
    std::vector<std::string> left_out;
};

void print_table(Findings const& findings, std::ostream& out);
void print_markdown(Findings const& findings, std::ostream& out);
void print_json(Findings const& findings, std::ostream& out);

}  // namespace upbeat::apps
