kazasu_test(card_state_test card_crash_test.cpp card_kill_test.cpp card_state_files_test.cpp
            card_state_record_test.cpp LINK kazasu_card_state kazasu_identity ZLIB::ZLIB)
kazasu_test(card_profiles_test card_profiles_file_test.cpp LINK kazasu_card_profiles kazasu_identity)
