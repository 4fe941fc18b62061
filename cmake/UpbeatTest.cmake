# Test binaries. Each is one CTest entry; a listener in upbeat_catch_main counts its cases.
#
#   upbeat_test(NAME domain_voting SOURCES vote_test.cpp ... DEPENDS upbeat::domain::voting ...
#               [LABELS domain])
#   upbeat_contract(NAME voting_ledger SOURCES ledger_contract.cpp ... DEPENDS ...
#                   ENGINES memory memory_backend.cpp sqlite sqlite_backend.cpp ...)
#
# The binary is upbeat_test_<name>. Labels say what a test needs and where it runs:
#   the ring (domain application adapters contract infrastructure apps boundary),
#   postgres or redis: `./dev test` starts a private server and names it in
#     UPBEAT_TEST_POSTGRES_URL (postgresql://...) or UPBEAT_TEST_REDIS_URL (redis://...),
#   concurrency: runs under the thread sanitizer too.
# Where LABELS gives no ring, it is the folder below tests/ that the test lies in.



function(upbeat_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;DEPENDS;LABELS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_SOURCES)
        message(FATAL_ERROR "upbeat_test: misread arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(target "upbeat_test_${arg_NAME}")
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE upbeat_catch_main ${arg_DEPENDS})
    target_precompile_headers(${target} REUSE_FROM upbeat_catch_main)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "")
    upbeat_register_test(${target} ${arg_LABELS})
endfunction()

# The same cases on every engine: compiled once, linked with the file that makes the backend.
function(upbeat_contract)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;DEPENDS;ENGINES;LABELS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_SOURCES OR NOT arg_ENGINES)
        message(FATAL_ERROR "upbeat_contract: misread arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(cases "upbeat_contract_${arg_NAME}")
    add_library(${cases} OBJECT ${arg_SOURCES})
    target_link_libraries(${cases} PUBLIC upbeat_catch_main ${arg_DEPENDS})
    target_precompile_headers(${cases} REUSE_FROM upbeat_catch_main)
    set_target_properties(${cases} PROPERTIES CXX_CLANG_TIDY "")
    while(arg_ENGINES)
        list(POP_FRONT arg_ENGINES engine backend)
        set(target "upbeat_test_${arg_NAME}_${engine}")
        add_executable(${target} ${backend})
        target_link_libraries(${target} PRIVATE ${cases} upbeat_catch_main)
        upbeat_register_test(${target} contract ${engine} ${arg_LABELS})
    endwhile()
endfunction()

function(upbeat_register_test target)
    set(labels ${ARGN})
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    string(REGEX REPLACE "/.*" "" ring "${folder}")
    set(given ${labels})
    list(FILTER given INCLUDE REGEX "^(domain|application|adapters|contract|infrastructure|apps|boundary)$")
    if(NOT given)
        list(APPEND labels ${ring})
    endif()
    add_test(NAME ${target} COMMAND ${target} --order rand --rng-seed time --use-colour no)
    set_tests_properties(${target} PROPERTIES LABELS "${labels}" TIMEOUT 600)
endfunction()
