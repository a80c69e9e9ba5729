# The slots of the virtual reader and what reaches them.
set(card_host ${CMAKE_CURRENT_LIST_DIR})

kazasu_module(card_slot ${card_host}/card_slot.cpp)
target_link_libraries(kazasu_card_slot PUBLIC kazasu_reader kazasu_card PRIVATE Threads::Threads)
