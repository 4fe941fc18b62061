# Third-party libraries, all Debian packages. The link names a module may write in DEPENDS:
#   tl::expected  fmt::fmt  Threads::Threads
#   Boost::headers Boost::json Boost::url  SOCI::core SOCI::sqlite3 SOCI::postgresql
#   SQLite::SQLite3 PostgreSQL::PostgreSQL  sodium::sodium  CURL::libcurl  spdlog::spdlog
#   prometheus-cpp::core  date::date  CLI11::CLI11  ZLIB::ZLIB  hiredis::hiredis
#   tests only: Catch2::Catch2  rapidcheck  benchmark::benchmark

find_package(tl-expected CONFIG REQUIRED)
find_package(fmt CONFIG REQUIRED)
find_package(Threads REQUIRED)

if(UPBEAT_SERVER)
    find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers json url)
    find_package(SOCI 4.0 REQUIRED COMPONENTS sqlite3 postgresql)
    find_package(SQLite3 REQUIRED)
    find_package(PostgreSQL REQUIRED)
    find_package(Sodium 1.0.18 REQUIRED)
    find_package(CURL REQUIRED)
    find_package(spdlog CONFIG REQUIRED)
    # The configuration also finds `pull` and `push`; only `core` is linked, since `pull` would
    # bring a second web server.
    find_package(prometheus-cpp CONFIG REQUIRED)
    find_package(date CONFIG REQUIRED)
    find_package(CLI11 CONFIG REQUIRED)
    find_package(ZLIB REQUIRED)
    find_package(Hiredis REQUIRED MODULE)
endif()

if(UPBEAT_TESTS)
    find_package(Catch2 2.13 CONFIG REQUIRED)
    find_package(rapidcheck CONFIG REQUIRED)
    find_package(benchmark CONFIG REQUIRED)
endif()
