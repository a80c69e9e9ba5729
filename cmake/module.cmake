# kazasu_module(NAME folder sources...): one static library per folder, with the house's warnings.
# Designated initialisers leave members to their defaults on purpose, hence the one exception.
set(KAZASU_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND KAZASU_WARNINGS -Werror)
endif()

function(kazasu_options target)
  target_compile_options(${target} PRIVATE ${KAZASU_WARNINGS} -ffp-contract=off)
  if(KAZASU_SANITIZE)
    # Lines of functions are what a finding shows; full debug information costs a third of the compile time.
    target_compile_options(${target} PUBLIC -fsanitize=${KAZASU_SANITIZE} -fno-omit-frame-pointer -g1)
    # Clang 14 cannot compile coroutines under -fsanitize=function. Every finding ends the process.
    target_compile_options(${target} PUBLIC
      $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function$<SEMICOLON>-fno-sanitize-recover=all>)
    target_link_options(${target} PUBLIC -fsanitize=${KAZASU_SANITIZE})
  endif()
endfunction()

function(kazasu_module name)
  add_library(kazasu_${name} STATIC ${ARGN})
  target_include_directories(kazasu_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  kazasu_options(kazasu_${name})
endfunction()

# kazasu_test(NAME sources... LINK modules...): a GoogleTest program registered with ctest, one ctest per case.
function(kazasu_test name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest_main)
  kazasu_options(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# kazasu_bench(NAME sources... LINK modules...): a Google Benchmark program, built but never run as a test.
function(kazasu_bench name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} benchmark::benchmark)
  kazasu_options(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
endfunction()
