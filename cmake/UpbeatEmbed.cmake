# Links files into a library.
#
#   upbeat_embed(upbeat_adapters_http NAME docs_pages [GZIP] [BASE folder] FILES a.js b.css ...)
#
# gives the target's own sources <upbeat/embedded/docs_pages.hpp> with
# `std::span<upbeat::embedded::File const> upbeat::embedded::docs_pages()` and `find(files, name)`.
# FILES are relative to BASE (the current folder unless given), and so are their names. GZIP
# compresses them while building; a client that accepts gzip then gets the bytes as they are.

function(upbeat_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "GZIP" "NAME;BASE" "FILES")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_FILES)
        message(FATAL_ERROR "upbeat_embed: misread arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_BASE)
        set(arg_BASE "${CMAKE_CURRENT_SOURCE_DIR}")
    endif()

    set(root "${PROJECT_BINARY_DIR}/include_roots/${target}_${arg_NAME}")
    set(work "${CMAKE_CURRENT_BINARY_DIR}/embedded/${arg_NAME}")
    file(MAKE_DIRECTORY "${work}" "${root}/upbeat/embedded")
    set(assembly "    .section .rodata\n")
    set(declarations "")
    set(entries "")
    set(contents "")
    foreach(file IN LISTS arg_FILES)
        set(content "${arg_BASE}/${file}")
        if(NOT EXISTS "${content}")
            message(FATAL_ERROR "upbeat_embed: ${content} is missing; run ./dev setup")
        endif()
        string(MAKE_C_IDENTIFIER "upbeat_embedded_${arg_NAME}_${file}" symbol)
        if(arg_GZIP)
            upbeat_gzip("${content}" "${work}/${symbol}.gz")
            set(content "${work}/${symbol}.gz")
        endif()
        list(APPEND contents "${content}")
        string(APPEND assembly
               "    .global ${symbol}, ${symbol}_end\n    .balign 16\n"
               "${symbol}:\n    .incbin \"${content}\"\n${symbol}_end:\n    .byte 0\n")
        string(APPEND declarations
               "extern \"C\" char const ${symbol}[];\nextern \"C\" char const ${symbol}_end[];\n")
        string(APPEND entries "        {\"${file}\", {${symbol}, ${symbol}_end}},\n")
    endforeach()
    string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")

    file(CONFIGURE OUTPUT "${work}/${arg_NAME}.S" CONTENT "${assembly}" @ONLY)
    configure_file("${PROJECT_SOURCE_DIR}/cmake/embed/file.hpp" "${root}/upbeat/embedded/file.hpp"
                   COPYONLY)
    configure_file("${PROJECT_SOURCE_DIR}/cmake/embed/set.hpp.in"
                   "${root}/upbeat/embedded/${arg_NAME}.hpp" @ONLY)
    configure_file("${PROJECT_SOURCE_DIR}/cmake/embed/set.cpp.in" "${work}/${arg_NAME}.cpp" @ONLY)
    set_source_files_properties("${work}/${arg_NAME}.S" PROPERTIES OBJECT_DEPENDS "${contents}")
    target_sources(${target} PRIVATE "${work}/${arg_NAME}.S" "${work}/${arg_NAME}.cpp")
    target_include_directories(${target} PRIVATE "${root}")
endfunction()

# -n leaves time and name out, so that the same file always gives the same bytes.
function(upbeat_gzip input output)
    find_program(UPBEAT_GZIP gzip REQUIRED)
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${UPBEAT_GZIP}" -9 -n -c "${input}" > "${output}"
        DEPENDS "${input}"
        VERBATIM)
endfunction()
