#include <cstdio>

#include <upbeat/domain/kernel/ids.hpp>

int main()
{
    auto const id = upbeat::ItemId::parse("song-1");
    std::puts(id ? id->text().c_str() : "refused");
    return id ? 0 : 1;
}
