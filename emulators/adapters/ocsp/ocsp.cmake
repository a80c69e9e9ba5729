if(KAZASU_SANITIZE)
  set_source_files_properties(ocsp/ocsp_client.cpp PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(ocsp ocsp/ocsp_admin_http.cpp ocsp/ocsp_http.cpp ocsp/ocsp_objects.cpp
              ocsp/ocsp_responder.cpp ocsp/ocsp_verifier.cpp)
target_link_libraries(kazasu_ocsp PUBLIC kazasu_eligibility kazasu_identity kazasu_http_services
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(ocsp_client ocsp/ocsp_client.cpp)
target_link_libraries(kazasu_ocsp_client PUBLIC kazasu_ocsp kazasu_http_transport)
