# What find_package(Upbeat) reads.

include(CMakeFindDependencyMacro)
find_dependency(tl-expected)
find_dependency(fmt)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/UpbeatTargets.cmake")
