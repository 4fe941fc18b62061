#include <upbeat/tests/support/program/power_cut.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <upbeat/tests/support/program/crashable_server.hpp>

namespace upbeat::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSector = 512;

std::string content_of(fs::path const& file)
{
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// What lies on the disk: the durable content, and by chance parts of what was written after it.
std::string torn(std::string const& durable, std::string const& written, std::minstd_rand& random)
{
    auto left = durable;
    if (random() % 2 == 0 && written.size() > left.size()) {
        left.resize(durable.size() + random() % (written.size() - durable.size() + 1));
    }
    for (std::size_t at = 0; at < std::min(left.size(), written.size()); at += kSector) {
        auto const size = std::min({kSector, left.size() - at, written.size() - at});
        if (random() % 2 == 0) {
            left.replace(at, size, written, at, size);
        }
    }
    return left;
}

void own_like(fs::path const& file, fs::path const& model)
{
    struct stat about{};
    if (::stat(model.c_str(), &about) == 0) {
        static_cast<void>(::lchown(file.c_str(), about.st_uid, about.st_gid));
    }
}

std::vector<fs::path> files_in(fs::path const& folder)
{
    std::vector<fs::path> found;
    for (auto const& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            found.push_back(fs::relative(entry.path(), folder));
        }
    }
    return found;
}

}  // namespace

apps::ChildProcess::Environment DiskShim::environment() const
{
    // The sanitizer's library wants to be the first, and need not be.
    return {
        {"LD_PRELOAD", disk_shim()},
        {"ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0"},
        {"DISK_SHIM_ROOT", root.string()},
        {"DISK_SHIM_SHADOW", shadow.string()},
        {"DISK_SHIM_LOG", log.string()},
        {"DISK_SHIM_FAULTS", faults.string()},
        {"DISK_SHIM_SYNC", lies ? "lies" : "honest"},
        {"DISK_SHIM_SQLITE", sqlite}
    };
}

void begin_shadow(fs::path const& root, fs::path const& shadow)
{
    fs::remove_all(shadow);
    fs::copy(root, shadow, fs::copy_options::recursive);
    own_like(shadow, root);
    for (auto const& entry : fs::recursive_directory_iterator{shadow}) {
        own_like(entry.path(), root / fs::relative(entry.path(), shadow));
    }
}

void cut_power(fs::path const& root, fs::path const& shadow, unsigned seed)
{
    std::minstd_rand random{seed};
    for (auto const& name : files_in(root)) {
        if (!fs::exists(shadow / name)) {
            fs::remove(root / name);
        }
    }
    for (auto const& name : files_in(shadow)) {
        auto const durable = content_of(shadow / name);
        auto const written = content_of(root / name);
        if (durable != written) {
            std::ofstream{root / name, std::ios::binary | std::ios::trunc}
                << torn(durable, written, random);
            own_like(root / name, shadow / name);
            fs::permissions(root / name, fs::status(shadow / name).permissions());
        }
    }
    begin_shadow(root, shadow);
}

OrderFindings examine_order(fs::path const& log, std::string const& file)
{
    std::ifstream stream{log};
    std::map<std::string, std::size_t> written;  // mark: the line that first put it into the file
    std::map<std::string, std::size_t> begun;    // thread: the line of its synchronisation
    std::size_t covered = 0;                     // what was written before this line is durable
    OrderFindings findings;
    std::size_t number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        std::istringstream words{line};
        std::string what;
        std::string whom;
        std::string path;
        words >> what >> whom >> path;
        if (what == "answered") {
            auto const at = written.find(whom);
            auto const durable = at != written.end() && at->second < covered;
            ++findings.answers;
            if (!durable && findings.too_early++ == 0) {
                findings.first = whom;
            }
        } else if (path.find(file) == std::string::npos) {
            continue;
        } else if (what == "written") {
            written.try_emplace(whom, number);
        } else if (what == "begin") {
            begun[whom] = number;
        } else if (what == "end") {
            covered = std::max(covered, begun[whom]);
        }
    }
    return findings;
}

}  // namespace upbeat::testing
