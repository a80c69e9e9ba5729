# Cards in bytes: what a terminal sends, and the card reader of real time.
kazasu_module(apdu_link card/apdu_link.cpp)
target_link_libraries(kazasu_apdu_link PUBLIC kazasu_terminal kazasu_card kazasu_reader PRIVATE OpenSSL::Crypto)

kazasu_module(byte_card_reader card/byte_card_reader.cpp)
target_link_libraries(kazasu_byte_card_reader PUBLIC kazasu_terminal kazasu_card kazasu_reader
                      PRIVATE kazasu_apdu_link kazasu_realtime)
