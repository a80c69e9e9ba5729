# Terminals at the readers of PC/SC.

kazasu_module(pcsc_card_readers pcsc/pcsc_card_readers.cpp pcsc/pcsc_lane.cpp pcsc/tap_surroundings.cpp)
target_link_libraries(kazasu_pcsc_card_readers PUBLIC kazasu_terminal kazasu_reader kazasu_apdu_link
                      PRIVATE kazasu_realtime Threads::Threads)

kazasu_module(pcsc_lite_reader pcsc/pcsc_lite_reader.cpp pcsc/reader_choice.cpp)
target_link_libraries(kazasu_pcsc_lite_reader PUBLIC kazasu_apdu_link PRIVATE kazasu_pcsc_headers ${KAZASU_PCSCLITE})

kazasu_module(slot_card_reader pcsc/slot_card_reader.cpp)
target_link_libraries(kazasu_slot_card_reader PUBLIC kazasu_card_slot kazasu_apdu_link PRIVATE Threads::Threads)
