set(here ${CMAKE_CURRENT_LIST_DIR})
if(KAZASU_SANITIZE)
  set_source_files_properties(${here}/ocsp_client.cpp PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(ocsp ${here}/ocsp_admin_http.cpp ${here}/ocsp_http.cpp ${here}/ocsp_objects.cpp
              ${here}/ocsp_responder.cpp ${here}/ocsp_verifier.cpp)
target_link_libraries(kazasu_ocsp PUBLIC kazasu_eligibility kazasu_identity kazasu_http_services
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(ocsp_client ${here}/ocsp_client.cpp)
target_link_libraries(kazasu_ocsp_client PUBLIC kazasu_ocsp kazasu_http_transport)
