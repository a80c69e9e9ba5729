set(here ${CMAKE_CURRENT_LIST_DIR})
kazasu_module(store ${here}/change_writer.cpp ${here}/database.cpp ${here}/group_commit.cpp ${here}/load_stores.cpp
              ${here}/schema.cpp ${here}/sqlite_store.cpp)
target_link_libraries(kazasu_store PUBLIC kazasu_eligibility PRIVATE SQLite::SQLite3 Threads::Threads)
