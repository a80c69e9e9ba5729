# The claims line: both payers' systems for stations, and the client that stations are played with. Optimised
# sanitizer builds of what knows Boost take long, hence -O0 there.
if(KAZASU_SANITIZE)
  set_source_files_properties(claims_line/claims_json.cpp claims_line/claims_client.cpp claims_line/window_json.cpp PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(claims_line claims_line/claim_body.cpp claims_line/claim_outcome_codes.cpp claims_line/claim_uploads.cpp claims_line/claims_admin_http.cpp claims_line/claims_json.cpp claims_line/claims_line_files.cpp claims_line/claims_line_http.cpp claims_line/content_digest.cpp claims_line/request_query.cpp claims_line/shared_window_http.cpp claims_line/window_json.cpp)
target_link_libraries(kazasu_claims_line PUBLIC kazasu_claims kazasu_claims_store kazasu_http_services
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(claims_faults claims_line/claims_fault_site.cpp)
target_link_libraries(kazasu_claims_faults PUBLIC kazasu_claims_line kazasu_http_faults)

kazasu_module(claims_client claims_line/claims_client.cpp)
target_link_libraries(kazasu_claims_client PUBLIC kazasu_claims_line kazasu_https_client)

# The clerk's page, with the style of the other pages.
set(claims_page ${CMAKE_CURRENT_LIST_DIR}/page)
set(claims_page_sources)
function(kazasu_embed_claims_page file function)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${claims_page}/${file} -DOUTPUT=${output}
            -DHEADER=emulators/adapters/claims_line/claims_pages.h -DNAMESPACE=kazasu::adapters -DFUNCTION=${function}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    DEPENDS ${claims_page}/${file} ${CMAKE_SOURCE_DIR}/cmake/embed_text.cmake
    COMMENT "Embedding ${file}"
    VERBATIM)
  set(claims_page_sources ${claims_page_sources} ${output} PARENT_SCOPE)
endfunction()
kazasu_embed_claims_page(claims.html claims_page)
kazasu_embed_claims_page(claims.css claims_style)
kazasu_embed_claims_page(claims.js claims_script)
kazasu_embed_claims_page(claims_line.js claims_line_script)
kazasu_embed_claims_page(texts.js claims_texts_script)
kazasu_module(claims_page claims_line/claims_page_http.cpp ${claims_page_sources})
target_link_libraries(kazasu_claims_page PUBLIC kazasu_claims_line kazasu_web_pages)
