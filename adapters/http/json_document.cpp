#include <upbeat/adapters/http/json_document.hpp>

#include <algorithm>
#include <cstring>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

namespace upbeat::http {
namespace {

namespace json = boost::json;

enum class Refusal : unsigned char { none, twice, nul };

// Builds our view of the document from the parser's events. Boost's own tree would keep the last of
// two members of one name without a word.
class Builder {
   public:
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

    explicit Builder(std::pmr::memory_resource& memory)
        : memory_{memory}, values_{&memory}, members_{&memory}, open_{&memory}, part_{&memory}
    {
    }

    void text(std::string_view text) { text_ = text; }
    JsonValue root() const { return values_.empty() ? JsonValue{} : values_.back(); }
    Refusal refusal() const { return refusal_; }
    std::string_view repeated() const { return repeated_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_array_begin(json::error_code&)
    {
        open_.push_back(values_.size());
        return true;
    }
    bool on_array_end(std::size_t, json::error_code&)
    {
        auto const first = values_.begin() + static_cast<std::ptrdiff_t>(close());
        auto const count = static_cast<std::size_t>(values_.end() - first);
        auto* const kept = allocate<JsonValue>(count);
        std::uninitialized_copy(first, values_.end(), kept);
        values_.erase(first, values_.end());
        values_.push_back(JsonValue::array({kept, count}));
        return true;
    }
    bool on_object_begin(json::error_code&)
    {
        open_.push_back(members_.size());
        return true;
    }
    bool on_object_end(std::size_t count, json::error_code& error)
    {
        auto const first = close();
        auto* const kept = allocate<JsonMember>(count);
        auto const value = values_.end() - static_cast<std::ptrdiff_t>(count);
        for (std::size_t i = 0; i < count; ++i) {
            std::construct_at(
                kept + i, JsonMember{members_[first + i], value[static_cast<std::ptrdiff_t>(i)]}
            );
        }
        values_.erase(value, values_.end());
        members_.resize(first);
        values_.push_back(JsonValue::object({kept, count}));
        return all_different({kept, count}) || refuse(Refusal::twice, error);
    }

    bool on_string_part(json::string_view part, std::size_t, json::error_code&)
    {
        part_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view rest, std::size_t, json::error_code& error)
    {
        auto const text = whole(rest);
        values_.push_back(JsonValue::string(text));
        return without_nul(text, error);
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&)
    {
        part_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view rest, std::size_t, json::error_code& error)
    {
        auto const text = whole(rest);
        members_.push_back(text);
        return without_nul(text, error);
    }

    bool on_number_part(json::string_view part, json::error_code&)
    {
        part_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t value, json::string_view rest, json::error_code&)
    {
        values_.push_back(JsonValue::of(value, whole(rest)));
        return true;
    }
    bool on_uint64(std::uint64_t, json::string_view rest, json::error_code&)
    {
        values_.push_back(JsonValue::number(whole(rest)));
        return true;
    }
    bool on_double(double, json::string_view rest, json::error_code&)
    {
        // The digits are read when somebody wants them: Boost 1.81 may be off by a last place.
        values_.push_back(JsonValue::number(whole(rest)));
        return true;
    }
    bool on_bool(bool value, json::error_code&)
    {
        values_.push_back(JsonValue::of(value));
        return true;
    }
    bool on_null(json::error_code&)
    {
        values_.emplace_back();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

   private:
    template <class T>
    T* allocate(std::size_t count)
    {
        return static_cast<T*>(
            memory_.allocate(std::max<std::size_t>(count, 1) * sizeof(T), alignof(T))
        );
    }

    std::size_t close()
    {
        auto const first = open_.back();
        open_.pop_back();
        return first;
    }

    // A view of the text itself where possible, otherwise a copy of what was unescaped.
    std::string_view whole(json::string_view rest)
    {
        std::string_view const last{rest.data(), rest.size()};
        if (part_.empty() && is_inside(last)) {
            return last;
        }
        part_.append(last);
        auto* const kept = static_cast<char*>(memory_.allocate(part_.size() + 1, 1));
        std::memcpy(kept, part_.data(), part_.size());
        std::string_view const made{kept, part_.size()};
        part_.clear();
        return made;
    }
    bool is_inside(std::string_view part) const
    {
        std::less_equal<> const before;
        return before(text_.data(), part.data()) &&
               before(part.data() + part.size(), text_.data() + text_.size());
    }

    bool without_nul(std::string_view text, json::error_code& error)
    {
        return std::memchr(text.data(), '\0', text.size()) == nullptr ||
               refuse(Refusal::nul, error);
    }

    bool all_different(std::span<JsonMember const> members)
    {
        constexpr std::size_t kFew = 16;
        return members.size() <= kFew ? few_different(members) : many_different(members);
    }
    bool few_different(std::span<JsonMember const> members)
    {
        for (std::size_t i = 1; i < members.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (members[i].name == members[j].name) {
                    repeated_ = members[i].name;
                    return false;
                }
            }
        }
        return true;
    }
    bool many_different(std::span<JsonMember const> members)
    {
        std::vector<std::string_view> names;
        names.reserve(members.size());
        for (auto const& member : members) {
            names.push_back(member.name);
        }
        std::ranges::sort(names);
        auto const twice = std::ranges::adjacent_find(names);
        if (twice == names.end()) {
            return true;
        }
        repeated_ = *twice;
        return false;
    }

    bool refuse(Refusal refusal, json::error_code& error)
    {
        refusal_ = refusal;
        error = json::error::not_object;  // any error stops the parser; the words are ours
        return false;
    }

    std::pmr::memory_resource& memory_;
    std::string_view text_;
    std::pmr::vector<JsonValue> values_;
    std::pmr::vector<std::string_view> members_;
    std::pmr::vector<std::size_t> open_;
    std::pmr::string part_;
    std::string_view repeated_;
    Refusal refusal_ = Refusal::none;
};

std::string in_words(Builder const& builder, json::error_code const& error, std::size_t at)
{
    switch (builder.refusal()) {
        case Refusal::twice:
            return "The member '" + std::string{builder.repeated()} + "' is there twice.";
        case Refusal::nul: return "Text must not contain the character U+0000.";
        case Refusal::none: break;
    }
    if (error == json::error::too_deep) {
        return "It is nested deeper than " + std::to_string(JsonDocument::kDepth) + " levels.";
    }
    return "It is not JSON in UTF-8; the trouble begins at byte " + std::to_string(at) + ".";
}

}  // namespace

// Not defaulted: `JsonDocument{}` would then clear the buffer first.
JsonDocument::JsonDocument() : memory_{inside_.data(), inside_.size()} {}

bool JsonDocument::parse(std::string_view text)
{
    json::parse_options options;
    options.max_depth = kDepth;
    json::basic_parser<Builder> parser{options, memory_};
    parser.handler().text(text);
    json::error_code error;
    auto const used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used < text.size()) {
        error = json::error::extra_data;
    }
    if (error) {
        why_ = in_words(parser.handler(), error, used);
        return false;
    }
    root_ = parser.handler().root();
    return true;
}

}  // namespace upbeat::http
