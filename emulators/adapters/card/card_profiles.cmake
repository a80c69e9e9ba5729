# What makes cards last and differ: their state on disk, their profiles as data.
kazasu_module(card_state card/card_state_files.cpp
              card/card_state_record.cpp files/durable_file.cpp)
target_link_libraries(kazasu_card_state PUBLIC kazasu_card PRIVATE ZLIB::ZLIB)

set(profiles_text ${CMAKE_CURRENT_BINARY_DIR}/card_profiles_text.cpp)
add_custom_command(
  OUTPUT ${profiles_text}
  COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_CURRENT_LIST_DIR}/card_profiles.yaml -DOUTPUT=${profiles_text}
          -DHEADER=emulators/adapters/card/card_profiles_text.h -DNAMESPACE=kazasu::adapters
          -DFUNCTION=card_profiles_text -P ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/card_profiles.yaml ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
  COMMENT "Embedding the card profiles"
  VERBATIM)
kazasu_module(card_profiles card/card_profile_fields.cpp
              card/card_profiles_file.cpp ${profiles_text})
target_link_libraries(kazasu_card_profiles PUBLIC kazasu_card PRIVATE kazasu_sim kazasu_utf8 yaml-cpp)
