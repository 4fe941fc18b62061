#include <upbeat/adapters/http/input_problems.hpp>

#include <string>

namespace upbeat::http {
namespace {

// RFC 6901: '~' and '/' inside a name are written ~0 and ~1.
void append_escaped(std::string& pointer, std::string_view name)
{
    for (auto const c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

}  // namespace

std::string Spot::pointer() const
{
    if (up_ == nullptr) {
        return {};
    }
    auto pointer = up_->pointer();
    if (in_ != In::body && pointer.empty()) {
        return std::string{member_};
    }
    pointer += '/';
    if (member_.data() == nullptr) {
        return pointer + std::to_string(index_);
    }
    append_escaped(pointer, member_);
    return pointer;
}

void InputProblems::add(Spot const& spot, std::string_view code, std::string message)
{
    if (problems_.size() < kMost) {
        problems_.push_back({spot.pointer(), std::string{code}, std::move(message)});
    }
}

}  // namespace upbeat::http
