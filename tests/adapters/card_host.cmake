kazasu_test(card_slot_test card_slot_test.cpp LINK kazasu_card_slot)
kazasu_test(unix_listener_test unix_listener_test.cpp LINK kazasu_unix_listener)
kazasu_test(reader_server_test reader_server_test.cpp LINK kazasu_reader_server)
kazasu_test(ifd_test device_name_test.cpp ifd_slot_test.cpp presence_latch_test.cpp reader_configuration_test.cpp
            LINK kazasu_ifd_slot kazasu_reader_configuration)
