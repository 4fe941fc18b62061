# `cmake --install` brings the program and, for other C++ services, the libraries of the domain and
# application layers: find_package(Upbeat), link upbeat::domain::voting.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY UPBEAT_MODULES)
list(FILTER modules INCLUDE REGEX "^upbeat_(domain|application)_")
install(
    TARGETS ${modules}
    EXPORT UpbeatTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

set(config_folder "${CMAKE_INSTALL_LIBDIR}/cmake/Upbeat")
install(EXPORT UpbeatTargets NAMESPACE upbeat:: DESTINATION "${config_folder}")
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/UpbeatConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/UpbeatConfig.cmake"
              "${PROJECT_BINARY_DIR}/UpbeatConfigVersion.cmake" DESTINATION "${config_folder}")
