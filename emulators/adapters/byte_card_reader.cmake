# The card reader of real time.
kazasu_module(byte_card_reader ${CMAKE_CURRENT_LIST_DIR}/byte_card_reader.cpp)
target_link_libraries(kazasu_byte_card_reader PUBLIC kazasu_terminal kazasu_card
                      PRIVATE kazasu_realtime OpenSSL::Crypto)
