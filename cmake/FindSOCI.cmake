# Debian's SOCI comes without a CMake configuration.
# Defines SOCI::core and, for each component asked for (sqlite3, postgresql), SOCI::<component>.

find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_core_LIBRARY soci_core)
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_core_LIBRARY)

if(SOCI_INCLUDE_DIR AND EXISTS "${SOCI_INCLUDE_DIR}/soci/version.h")
    file(STRINGS "${SOCI_INCLUDE_DIR}/soci/version.h" soci_version_line
         REGEX "define SOCI_LIB_VERSION \"")
    string(REGEX REPLACE ".*\"([0-9]+)_([0-9]+)(_([0-9]+))?\".*" "\\1.\\2.\\4" SOCI_VERSION
                         "${soci_version_line}")
    string(REGEX REPLACE "\\.$" "" SOCI_VERSION "${SOCI_VERSION}")
endif()

foreach(component IN LISTS SOCI_FIND_COMPONENTS)
    find_library(SOCI_${component}_LIBRARY "soci_${component}")
    mark_as_advanced(SOCI_${component}_LIBRARY)
    if(SOCI_${component}_LIBRARY)
        set(SOCI_${component}_FOUND TRUE)
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
    SOCI
    REQUIRED_VARS SOCI_core_LIBRARY SOCI_INCLUDE_DIR
    VERSION_VAR SOCI_VERSION
    HANDLE_COMPONENTS)

if(SOCI_FOUND AND NOT TARGET SOCI::core)
    add_library(SOCI::core UNKNOWN IMPORTED)
    set_target_properties(SOCI::core PROPERTIES IMPORTED_LOCATION "${SOCI_core_LIBRARY}"
                                                INTERFACE_INCLUDE_DIRECTORIES "${SOCI_INCLUDE_DIR}")
    foreach(component IN LISTS SOCI_FIND_COMPONENTS)
        add_library(SOCI::${component} UNKNOWN IMPORTED)
        set_target_properties(SOCI::${component} PROPERTIES IMPORTED_LOCATION
                                                            "${SOCI_${component}_LIBRARY}")
        target_link_libraries(SOCI::${component} INTERFACE SOCI::core)
    endforeach()
    # <soci/postgresql/soci-postgresql.h> includes <libpq-fe.h>, which Debian keeps in a folder.
    if(TARGET SOCI::postgresql)
        find_package(PostgreSQL QUIET REQUIRED)
        target_link_libraries(SOCI::postgresql INTERFACE PostgreSQL::PostgreSQL)
    endif()
    if(TARGET SOCI::sqlite3)
        find_package(SQLite3 QUIET REQUIRED)
        target_link_libraries(SOCI::sqlite3 INTERFACE SQLite::SQLite3)
    endif()
endif()
