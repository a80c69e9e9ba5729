# What makes cards last and differ: their state on disk, their profiles as data.
kazasu_module(card_state ${CMAKE_CURRENT_LIST_DIR}/card_state_files.cpp
              ${CMAKE_CURRENT_LIST_DIR}/card_state_record.cpp ${CMAKE_CURRENT_LIST_DIR}/durable_file.cpp)
target_link_libraries(kazasu_card_state PUBLIC kazasu_card PRIVATE ZLIB::ZLIB)
