# The two pages that a patient meets, and what serves them.
set(web ${CMAKE_CURRENT_LIST_DIR})

# kazasu_embed_page(file function): page/file as a function of web_pages.h.
set(web_page_sources)
function(kazasu_embed_page file function)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/web_${function}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${web}/page/${file} -DOUTPUT=${output} -DHEADER=emulators/adapters/web/web_pages.h
            -DNAMESPACE=kazasu::adapters -DFUNCTION=${function} -P ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    DEPENDS ${web}/page/${file} ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    COMMENT "Embedding ${file}"
    VERBATIM)
  set(web_page_sources ${web_page_sources} ${output} PARENT_SCOPE)
endfunction()
kazasu_embed_page(reception.html reception_page)
kazasu_embed_page(unknown.html unknown_page)
kazasu_embed_page(reception.js reception_script)
kazasu_embed_page(visit.js visit_script)
kazasu_embed_page(texts.js texts_script)
kazasu_embed_page(phone_app.html phone_app_page)
kazasu_embed_page(phone_app.js phone_app_script)
kazasu_embed_page(style.css web_style)
kazasu_embed_page(mark.svg web_mark)

kazasu_module(web_pages web/web_answers.cpp ${web_page_sources})
target_link_libraries(kazasu_web_pages PUBLIC kazasu_http_services)

kazasu_module(reception_code web/reception_code.cpp)
target_link_libraries(kazasu_reception_code
                      PRIVATE kazasu_card_images PkgConfig::KAZASU_CAIRO PkgConfig::KAZASU_QRENCODE)

kazasu_module(web_page_http web/web_page_http.cpp)
target_link_libraries(kazasu_web_page_http PUBLIC kazasu_web_pages PRIVATE kazasu_reception_code)

kazasu_module(phone_app_http web/phone_app_http.cpp web/phone_app_json.cpp)
target_link_libraries(kazasu_phone_app_http
  PUBLIC kazasu_web_pages kazasu_https_client kazasu_terminal kazasu_realtime
  PRIVATE kazasu_boost_json)
