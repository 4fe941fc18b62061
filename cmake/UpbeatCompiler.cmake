# How every file is compiled: the standard, the warnings, ccache, and what the presets switch on.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(UPBEAT_SANITIZERS "" CACHE STRING "Passed to -fsanitize=, for example address,undefined")
option(UPBEAT_HARDENING "Run-time checks that a release can afford" OFF)
option(UPBEAT_LTO "Optimise over all files when linking" OFF)
option(UPBEAT_COVERAGE "Count the lines that tests reach" OFF)
option(UPBEAT_TIDY "Run clang-tidy-19 with every compilation" OFF)

# base_dir lets two checkouts of one revision share their objects; the precompiled header of the
# tests needs the sloppiness.
find_program(UPBEAT_CCACHE ccache)
if(UPBEAT_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER AND PROJECT_IS_TOP_LEVEL)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
        "${UPBEAT_CCACHE}")
endif()

if(UPBEAT_DEVELOPER_MODE)
    add_compile_options(
        $<$<COMPILE_LANGUAGE:CXX>:-Wall>
        $<$<COMPILE_LANGUAGE:CXX>:-Wextra>
        $<$<COMPILE_LANGUAGE:CXX>:-Wpedantic>
        $<$<COMPILE_LANGUAGE:CXX>:-Wshadow>
        $<$<COMPILE_LANGUAGE:CXX>:-Wconversion>
        $<$<COMPILE_LANGUAGE:CXX>:-Wsign-conversion>
        $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>
        $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
        $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
        $<$<COMPILE_LANGUAGE:CXX>:-Wimplicit-fallthrough>
        $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
    # GCC 12 reports these inside inlined library code (string concatenation, variant, optional)
    # where there is no fault; the sanitizers look for the real ones.
    add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>
                        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>
                        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-stringop-overflow>
                        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-stringop-overread>
                        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-array-bounds>)
endif()

if(UPBEAT_SANITIZERS)
    add_compile_options("-fsanitize=${UPBEAT_SANITIZERS}" -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options("-fsanitize=${UPBEAT_SANITIZERS}")
    if(UPBEAT_SANITIZERS MATCHES thread)
        # std::atomic_thread_fence is not modelled by TSan, and GCC says so at every use in Asio.
        add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-tsan>)
    endif()
endif()

if(UPBEAT_HARDENING)
    add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection
                        $<$<COMPILE_LANGUAGE:CXX>:-U_FORTIFY_SOURCE>
                        $<$<COMPILE_LANGUAGE:CXX>:-D_FORTIFY_SOURCE=2>
                        $<$<COMPILE_LANGUAGE:CXX>:-D_GLIBCXX_ASSERTIONS>
                        "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
    add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()

if(UPBEAT_LTO)
    add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-flto=auto>
                        $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-flto=thin>)
    add_link_options($<$<LINK_LANG_AND_ID:CXX,GNU>:-flto=auto>
                     $<$<LINK_LANG_AND_ID:CXX,Clang>:-flto=thin>)
    # The archives of LTO objects need the compiler's own ar.
    set(CMAKE_AR "${CMAKE_CXX_COMPILER_AR}")
    set(CMAKE_RANLIB "${CMAKE_CXX_COMPILER_RANLIB}")
endif()

if(UPBEAT_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

if(UPBEAT_TIDY)
    find_program(UPBEAT_CLANG_TIDY clang-tidy-19 REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY "${UPBEAT_CLANG_TIDY}" --quiet --warnings-as-errors=*)
endif()
