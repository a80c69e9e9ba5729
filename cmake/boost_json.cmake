# Boost.JSON has no library of its own among the headers-only packages: its source is compiled once, here.
if(NOT TARGET kazasu_boost_json)
  add_library(kazasu_boost_json STATIC ${CMAKE_CURRENT_LIST_DIR}/boost_json.cpp)
  target_link_libraries(kazasu_boost_json PUBLIC kazasu_boost)
  if(KAZASU_SANITIZE)
    target_compile_options(kazasu_boost_json PUBLIC -fsanitize=${KAZASU_SANITIZE} -fno-omit-frame-pointer)
  endif()
endif()
