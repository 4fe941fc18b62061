#include <upbeat/domain/catalog/price.hpp>

#include <catch2/catch.hpp>

using namespace upbeat::catalog;

TEST_CASE("prices are read exactly or not at all", "[catalog][domain]")
{
    CHECK(parse_price("1.99") == Price{199});
    CHECK(parse_price("2") == Price{200});
    CHECK(parse_price("0.5") == Price{50});
    CHECK(parse_price("99999999.99") == Price{Price::kMaxMinor});

    for (auto const* const text :
         {"", "1.", ".5", "1.999", "-1", "+1", "1e3", "1,99", " 1", "100000000", "99999999999"}) {
        CHECK_FALSE(parse_price(text));
    }
}

TEST_CASE("prices are written with two decimals", "[catalog][domain]")
{
    CHECK(to_decimal(Price{0}) == "0.00");
    CHECK(to_decimal(Price{5}) == "0.05");
    CHECK(to_decimal(Price{199}) == "1.99");
    CHECK(to_decimal(Price{Price::kMaxMinor}) == "99999999.99");
}
