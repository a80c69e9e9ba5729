# Every header compiles alone: one unit per header that includes nothing but it. Headers with Boost are left out
# (sim/realtime.h compiles alone in sim/realtime.cpp, which includes it first).
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/sim/*.h ${CMAKE_SOURCE_DIR}/emulators/*.h ${CMAKE_SOURCE_DIR}/scenarios/*.h
  ${CMAKE_SOURCE_DIR}/reports/*.h ${CMAKE_SOURCE_DIR}/harness/*.h)
list(FILTER headers EXCLUDE REGEX "node_modules/")
set(units)
foreach(header ${headers})
  file(STRINGS ${CMAKE_SOURCE_DIR}/${header} boost REGEX "#include (<boost/|\"sim/realtime.h\")")
  if(boost)
    continue()
  endif()
  string(REGEX REPLACE "[/.]" "_" unit ${header})
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/headers/${unit}.cpp)
  file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"${header}\"\n")
  list(APPEND units ${unit})
endforeach()
add_library(headers_alone OBJECT ${units})
target_include_directories(headers_alone PRIVATE ${CMAKE_SOURCE_DIR})
kazasu_options(headers_alone)
target_compile_options(headers_alone PRIVATE -O0)
