"""What can be asked about posts, structures and the staff that the work needs?"""

from ruta.staffing.selectors.posts import found_posts, post_of, post_version_of, posts, structure_in_force, structures_of, versions_of
from ruta.staffing.selectors.rows import Listed, rows_of
from ruta.staffing.selectors.serving import Serving, serving
from ruta.staffing.selectors.supposed import Said, assumptions, latest, supposable
from ruta.staffing.selectors.workload import OfficeStaff, Worked, office_staff, offices_staff, programmed_of, roles_there

__all__ = [
    "Listed",
    "OfficeStaff",
    "Said",
    "Serving",
    "Worked",
    "assumptions",
    "found_posts",
    "latest",
    "office_staff",
    "offices_staff",
    "post_of",
    "post_version_of",
    "posts",
    "programmed_of",
    "roles_there",
    "rows_of",
    "serving",
    "structure_in_force",
    "structures_of",
    "supposable",
    "versions_of",
]
