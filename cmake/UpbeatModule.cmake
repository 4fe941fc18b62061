# One target per layer and context, each with an include root of its own, so that what the
# architecture forbids is a missing file.
#
#   upbeat_module(
#       LAYER domain CONTEXT voting [PART name]
#       HEADERS vote.hpp ...  [SOURCES vote.cpp ...]
#       [DEPENDS upbeat::domain::kernel ...] [PRIVATE_DEPENDS ...]
#       [GATEWAYS catalog_gateway.cpp ... GATEWAY_DEPENDS upbeat::application::catalog ...])
#
# makes upbeat_<layer>_<context>[_<part>], alias upbeat::<layer>::<context>[::<part>], included as
# <upbeat/<layer>/<context>[/<part>]/file.hpp>. A PART is a folder below a context with a target of
# its own, for example infrastructure/platform/sql. GATEWAYS are the only files that may see another
# context, through its front door; their headers name it by forward declaration.
#
# Tests' own libraries are modules too: LAYER tests CONTEXT support PART voting.

set_property(GLOBAL PROPERTY UPBEAT_MODULES "")

# Whether layer A, context X may use layer B, context Y: the table of docs/architecture.md.
function(upbeat_may_use result layer context dep_layer dep_context)
    set(edge "${dep_layer}.${dep_context}")
    set(own "domain.kernel" "${layer}.${context}")
    if(layer STREQUAL "domain")
        set(allowed ${own})
    elseif(layer STREQUAL "application")
        set(allowed ${own} domain.${context} application.contracts)
    elseif(layer STREQUAL "infrastructure")
        set(allowed ${own} domain.${context} application.contracts application.${context}
                    infrastructure.platform)
    elseif(layer STREQUAL "adapters")
        set(allowed ${own} domain.${context} application.contracts application.${context}
                    adapters.http)
        if(context STREQUAL "http")
            # Limits and idempotency keys are platform's, and every route has them.
            list(APPEND allowed domain.platform application.platform)
        endif()
    else()  # apps and tests are where layers meet
        set(allowed ${edge})
    endif()
    if(edge IN_LIST allowed)
        set(${result} TRUE PARENT_SCOPE)
    else()
        set(${result} FALSE PARENT_SCOPE)
    endif()
endfunction()

# Stops the configure step when `target` of (layer, context) may not link `dependency`.
function(upbeat_check_edge target layer context dependency)
    if(dependency MATCHES "^upbeat_(.*)")
        message(FATAL_ERROR "${target}: write ${dependency} as upbeat::layer::context")
    endif()
    if(NOT dependency MATCHES "^upbeat::([a-z]+)::([a-z_]+)")
        if(layer STREQUAL "domain" AND NOT dependency STREQUAL "tl::expected")
            message(FATAL_ERROR "${target}: the domain links tl::expected only, not ${dependency}")
        endif()
        if(layer STREQUAL "application" AND NOT dependency MATCHES "^(fmt::fmt|Threads::Threads)$")
            message(FATAL_ERROR "${target}: the application layer may not link ${dependency}")
        endif()
        return()
    endif()
    upbeat_may_use(allowed ${layer} ${context} ${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
    if(NOT allowed)
        message(FATAL_ERROR "${target}: ${layer}.${context} may not use ${dependency}")
    endif()
endfunction()

function(upbeat_module)
    cmake_parse_arguments(
        PARSE_ARGV 0 arg "" "LAYER;CONTEXT;PART"
        "HEADERS;SOURCES;DEPENDS;PRIVATE_DEPENDS;GATEWAYS;GATEWAY_DEPENDS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_LAYER OR NOT arg_CONTEXT)
        message(FATAL_ERROR "upbeat_module: misread arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()

    set(words ${arg_LAYER} ${arg_CONTEXT} ${arg_PART})
    list(JOIN words "_" name)
    list(JOIN words "::" alias)
    list(JOIN words "/" path)
    set(target "upbeat_${name}")
    foreach(dependency IN LISTS arg_DEPENDS arg_PRIVATE_DEPENDS)
        upbeat_check_edge(${target} ${arg_LAYER} ${arg_CONTEXT} ${dependency})
    endforeach()

    set(root "${PROJECT_BINARY_DIR}/include_roots/${target}")
    set(folder "${root}/upbeat/${path}")
    get_filename_component(parent "${folder}" DIRECTORY)
    file(MAKE_DIRECTORY "${parent}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${folder}" SYMBOLIC)

    if(arg_SOURCES OR arg_GATEWAYS)
        add_library(${target} STATIC ${arg_SOURCES})
        set(scope PUBLIC)
        target_link_libraries(${target} PRIVATE ${arg_PRIVATE_DEPENDS})
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(upbeat::${alias} ALIAS ${target})
    list(TRANSFORM arg_HEADERS PREPEND "${folder}/" OUTPUT_VARIABLE headers)
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS "${root}" FILES ${headers})
    target_link_libraries(${target} ${scope} ${arg_DEPENDS})
    target_compile_features(${target} ${scope} cxx_std_20)
    set_target_properties(
        ${target} PROPERTIES EXPORT_NAME ${alias} VERIFY_INTERFACE_HEADER_SETS
                                                  ${UPBEAT_DEVELOPER_MODE})
    if(UPBEAT_LTO AND scope STREQUAL "PUBLIC" AND arg_LAYER MATCHES "^(domain|application)$")
        # Other services link these, perhaps with another compiler.
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-ffat-lto-objects>)
    endif()
    set_property(GLOBAL APPEND PROPERTY UPBEAT_MODULES ${target})

    if(arg_GATEWAYS)
        upbeat_add_gateways()
    endif()
endfunction()

# Compiles the gateway files of the module being declared with the other contexts in sight.
macro(upbeat_add_gateways)
    if(NOT arg_LAYER STREQUAL "infrastructure")
        message(FATAL_ERROR "${target}: gateways belong to infrastructure")
    endif()
    foreach(file IN LISTS arg_GATEWAYS)
        if(NOT file MATCHES "_gateway\\.cpp$")
            message(FATAL_ERROR "${target}: ${file} should be called *_gateway.cpp")
        endif()
    endforeach()
    foreach(dependency IN LISTS arg_GATEWAY_DEPENDS)
        if(NOT dependency MATCHES "^upbeat::application::")
            message(FATAL_ERROR "${target}: a gateway goes through a front door, not ${dependency}")
        endif()
    endforeach()
    add_library(${target}_gateways OBJECT ${arg_GATEWAYS})
    target_include_directories(${target}_gateways PRIVATE "${root}")
    target_link_libraries(${target}_gateways PRIVATE ${arg_DEPENDS} ${arg_PRIVATE_DEPENDS}
                                                     ${arg_GATEWAY_DEPENDS})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_gateways>)
    # Only for the final link, so that no include root leaks into the rest of the module.
    foreach(dependency IN LISTS arg_GATEWAY_DEPENDS)
        target_link_libraries(${target} INTERFACE $<LINK_ONLY:${dependency}>)
    endforeach()
endmacro()
