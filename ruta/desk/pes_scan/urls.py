"""Which addresses does this topic answer?"""

from django.urls import path

from ruta.desk.pes_scan import gaps, views

urlpatterns = [
    path("", views.scans_page, name="scans"),
    path("<int:scan_id>/", views.scan_page, name="scan"),
    path("<int:scan_id>/brecha/<slug:key>/", gaps.gap_page, name="scan-gap"),
    path("<int:scan_id>/brecha/<slug:key>/quitar/<int:link_id>/", gaps.release, name="scan-gap-release"),
    path("<int:scan_id>/<slug:cluster>/", views.cluster_page, name="scan-cluster"),
]
