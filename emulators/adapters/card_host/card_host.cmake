# The slots of the virtual reader, the hands that fill them and the links that reach them.

kazasu_module(card_slot card_host/card_slot.cpp)
target_link_libraries(kazasu_card_slot PUBLIC kazasu_reader kazasu_card PRIVATE Threads::Threads)

kazasu_module(unix_listener card_host/send_all.cpp card_host/unix_listener.cpp)
target_link_libraries(kazasu_unix_listener PUBLIC kazasu_descriptor)

kazasu_module(reader_server card_host/command_desk.cpp card_host/link_socket.cpp
              card_host/presence_hub.cpp card_host/reader_server.cpp)
target_link_libraries(kazasu_reader_server PUBLIC kazasu_card_slot kazasu_unix_listener
                      PRIVATE Threads::Threads)

kazasu_module(card_control card_host/control_client.cpp card_host/control_messages.cpp
              card_host/control_server.cpp card_host/line_socket.cpp)
target_link_libraries(kazasu_card_control PUBLIC kazasu_card_slot kazasu_unix_listener
                      PRIVATE kazasu_boost_json Threads::Threads)

kazasu_module(apdu_trace card_host/apdu_followers.cpp card_host/apdu_trace_files.cpp)
target_link_libraries(kazasu_apdu_trace PUBLIC kazasu_reader PRIVATE Threads::Threads)

kazasu_module(tcp_socket card_host/tcp_socket.cpp card_host/bell.cpp)
target_link_libraries(kazasu_tcp_socket PUBLIC kazasu_unix_listener kazasu_sim PRIVATE kazasu_target_url)

kazasu_module(vpcd_link card_host/vpcd_link.cpp card_host/vpcd_listener.cpp card_host/vpcd_session.cpp)
target_link_libraries(kazasu_vpcd_link PUBLIC kazasu_card_slot kazasu_tcp_socket PRIVATE Threads::Threads)

kazasu_module(phone_link card_host/phone_client.cpp card_host/phone_connection.cpp
              card_host/phone_server.cpp card_host/phone_token.cpp)
target_link_libraries(kazasu_phone_link PUBLIC kazasu_card_slot kazasu_tcp_socket PRIVATE Threads::Threads)

kazasu_module(host_hand card_host/host_hand.cpp)
target_link_libraries(kazasu_host_hand PUBLIC kazasu_terminal PRIVATE kazasu_card_control)
