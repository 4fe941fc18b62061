#include <upbeat/infrastructure/platform/secret_file.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace upbeat::platform;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("upbeat-secret-" + std::to_string(::getpid()));

    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
};

}  // namespace

TEST_CASE("a secret is made once and found again", "[platform]")
{
    auto const folder = Folder{};
    auto const file = folder.path / "secret.key";

    auto const made = secret_kept_in(file);

    CHECK(made.reveal().size() == 43);
    CHECK(secret_kept_in(file).reveal() == made.reveal());
    CHECK(
        (fs::status(file).permissions() & fs::perms::mask) ==
        (fs::perms::owner_read | fs::perms::owner_write)
    );
    CHECK(std::distance(fs::directory_iterator{folder.path}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a secret that others can read is refused with what to do", "[platform]")
{
    auto const folder = Folder{};
    auto const file = folder.path / "secret.key";
    static_cast<void>(secret_kept_in(file));

    fs::permissions(file, fs::perms::group_read, fs::perm_options::add);

    CHECK_THROWS_WITH(secret_kept_in(file), Catch::Contains("chmod 600"));
}

TEST_CASE("an emptied secret file is refused, not silently replaced", "[platform]")
{
    auto const folder = Folder{};
    auto const file = folder.path / "secret.key";
    static_cast<void>(secret_kept_in(file));

    std::ofstream{file, std::ios::trunc}.flush();

    CHECK_THROWS_WITH(secret_kept_in(file), Catch::Contains("does not hold a secret"));
}
