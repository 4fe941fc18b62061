#include <upbeat/infrastructure/platform/secret_file.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <upbeat/infrastructure/platform/crypto.hpp>

namespace upbeat::platform {
namespace {

[[noreturn]] void give_up(std::filesystem::path const& file, std::string const& reason)
{
    throw std::runtime_error{"the secret file " + file.string() + " " + reason};
}

Secret read_secret(std::filesystem::path const& file)
{
    struct stat facts{};
    if (::stat(file.c_str(), &facts) != 0) {
        give_up(file, std::string{"cannot be read: "} + std::strerror(errno));
    }
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        give_up(file, "can be read by other users; run: chmod 600 " + file.string());
    }
    auto input = std::ifstream{file};
    auto text = std::string{};
    if (!std::getline(input, text) || text.size() < 32) {
        give_up(
            file, "does not hold a secret; delete it to get a new one (existing keys stop working)"
        );
    }
    return Secret{std::move(text)};
}

// Written under another name and linked into place: a reader never sees half a secret, and of two
// processes that start together the second finds the first one's.
void create_secret(std::filesystem::path const& file)
{
    auto draft = file;
    draft += "." + std::to_string(::getpid());
    auto const descriptor =
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        give_up(file, std::string{"cannot be made: "} + std::strerror(errno));
    }
    auto const line = to_base64url(random_bytes(32)) + "\n";
    auto const written = ::write(descriptor, line.data(), line.size());
    auto const kept = written == static_cast<ssize_t>(line.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    auto const linked = kept && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    auto const cause = errno;
    ::unlink(draft.c_str());
    if (!linked) {
        give_up(file, std::string{"cannot be written: "} + std::strerror(cause));
    }
}

}  // namespace

Secret secret_kept_in(std::filesystem::path const& file)
{
    if (!std::filesystem::exists(file)) {
        std::filesystem::create_directories(file.parent_path());
        create_secret(file);
    }
    return read_secret(file);
}

}  // namespace upbeat::platform
