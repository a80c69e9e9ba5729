# The station's qualification terminal: the exchange folder of receipt computers.
if(KAZASU_SANITIZE)
  set_source_files_properties(exchange/exchange_line.cpp exchange/exchange_terminal.cpp
                              PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(exchange_files exchange/encryption_rules.cpp exchange/exchange_interfaces.cpp
              exchange/exchange_message.cpp exchange/exchange_name.cpp exchange/exchange_text.cpp exchange/url_image.cpp)
target_link_libraries(kazasu_exchange_files PUBLIC kazasu_eligibility_xml kazasu_sim
                      PRIVATE kazasu_http_codecs kazasu_reception_code kazasu_utf8)

kazasu_module(exchange_zip exchange/exchange_zip.cpp)
target_link_libraries(kazasu_exchange_zip PRIVATE PkgConfig::KAZASU_LIBZIP)

kazasu_module(exchange_terminal exchange/exchange_folders.cpp exchange/exchange_line.cpp
              exchange/exchange_terminal.cpp exchange/face_results.cpp)
target_link_libraries(kazasu_exchange_terminal PUBLIC kazasu_exchange_files kazasu_https_client
                      PRIVATE kazasu_card_state kazasu_exchange_zip kazasu_unix_listener)
