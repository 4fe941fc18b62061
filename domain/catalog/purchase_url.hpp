#pragma once

#include <string>
#include <string_view>

#include <upbeat/domain/catalog/platform.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::catalog {

// A link to where a track is sold, with the store's affiliate tag in it.
struct PurchaseUrl {
    std::string text;
    bool affiliate_added = false;  // the text given did not carry the tag as it should
};

// Puts `affiliate=<tag>` into the query: replaces the first parameter of that exact name, drops its
// doubles, or appends it; other parameters keep their order, the fragment stays last. http becomes
// https for a known platform. Applying it twice changes nothing. Fails with the field
// "purchase_url" for anything but a public http(s) address on the platform's own hosts.
Result<PurchaseUrl> with_affiliate_tag(
    std::string_view text, Platform const& platform, std::string_view tag
);

}  // namespace upbeat::catalog
