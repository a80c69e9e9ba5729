kazasu_module(store store/change_writer.cpp store/database.cpp store/group_commit.cpp store/load_stores.cpp
              store/schema.cpp store/sqlite_store.cpp)
target_link_libraries(kazasu_store PUBLIC kazasu_claims kazasu_descriptor kazasu_eligibility
                      PRIVATE SQLite::SQLite3 Threads::Threads)
