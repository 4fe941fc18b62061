#include <upbeat/domain/community/errors.hpp>

namespace upbeat::community {

Error invalid_email()
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = std::string{kInvalidEmail},
        .detail = "Please give a valid e-mail address.",
        .fields = {{"/email", "malformed_email", "must be an e-mail address"}},
    };
}

}  // namespace upbeat::community
