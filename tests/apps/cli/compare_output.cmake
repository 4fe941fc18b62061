# Fails when what PROGRAM prints for ARGUMENTS is not what EXPECTED holds.
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env --unset=UPBEAT_CONFIG "${PROGRAM}" ${ARGUMENTS}
    OUTPUT_VARIABLE printed
    RESULT_VARIABLE code)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${code}")
endif()
file(READ "${EXPECTED}" kept)
if(NOT printed STREQUAL kept)
    message(FATAL_ERROR "${EXPECTED} is stale; renew it with: ${RENEW}")
endif()
