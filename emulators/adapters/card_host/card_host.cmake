# The slots of the virtual reader, the hands that fill them and the links that reach them.
set(card_host ${CMAKE_CURRENT_LIST_DIR})

kazasu_module(unix_socket ${card_host}/unix_socket.cpp)

kazasu_module(card_slot ${card_host}/card_slot.cpp)
target_link_libraries(kazasu_card_slot PUBLIC kazasu_reader kazasu_card PRIVATE Threads::Threads)

kazasu_module(unix_listener ${card_host}/../descriptor.cpp ${card_host}/unix_listener.cpp)

kazasu_module(reader_server ${card_host}/command_desk.cpp ${card_host}/link_socket.cpp
              ${card_host}/presence_hub.cpp ${card_host}/reader_server.cpp)
target_link_libraries(kazasu_reader_server PUBLIC kazasu_card_slot kazasu_unix_listener
                      PRIVATE Threads::Threads)

kazasu_module(card_control ${card_host}/control_client.cpp ${card_host}/control_messages.cpp
              ${card_host}/control_server.cpp)
target_link_libraries(kazasu_card_control PUBLIC kazasu_card_slot kazasu_unix_socket
                      PRIVATE kazasu_boost_json Threads::Threads)

kazasu_module(host_hand ${card_host}/host_hand.cpp)
target_link_libraries(kazasu_host_hand PUBLIC kazasu_terminal PRIVATE kazasu_card_control)
